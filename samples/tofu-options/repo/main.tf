variable "name" {
  type = string
}

variable "size" {
  type    = number
  default = 1
}

variable "zones" {
  type    = list(string)
  default = []
}

output "label" {
  value = "${var.name}-${var.size}"
}

output "zones" {
  value = var.zones
}

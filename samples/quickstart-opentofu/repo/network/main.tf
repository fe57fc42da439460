# No provider, so that nothing has to be downloaded.
variable "environment_name" {
  type = string
}

variable "cidr" {
  type = string
}

output "network_id" {
  value = "net-${var.environment_name}"
}

output "cidr" {
  value = var.cidr
}

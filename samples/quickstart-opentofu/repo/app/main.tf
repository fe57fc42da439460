# No provider, so that nothing has to be downloaded.
variable "network_id" {
  type = string
}

variable "replicas" {
  type = number
}

variable "access_key" {
  type = string
}

output "url" {
  value = "http://app.${var.network_id}.example/"
}

output "replicas" {
  value = var.replicas
}

output "access" {
  value     = "key-${var.access_key}"
  sensitive = true
}

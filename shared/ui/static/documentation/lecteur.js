// Starts Swagger UI on the OpenAPI document that the page names.
const place = document.getElementById("documentation");
window.SwaggerUIBundle({ domNode: place, url: place.dataset.openapi, deepLinking: true });

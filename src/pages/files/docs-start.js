/* Served by us like the rest: the page needs nothing from elsewhere. */
SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: document.getElementById('operations'),
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});

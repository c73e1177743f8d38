/* The list of operations is whole without it. Swagger UI is large: it comes when somebody asks to try the operations out. */
const button = document.querySelector('[data-try-out]');

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

async function tryOut() {
  button.disabled = true;
  await Promise.all([
    load('link', { rel: 'stylesheet', href: '/docs/swagger-ui.css' }),
    load('script', { src: '/docs/swagger-ui-bundle.js' }),
  ]);
  SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    domNode: document.getElementById('operations'),
    deepLinking: true,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
  });
  button.hidden = true;
}

button.hidden = false;
button.addEventListener('click', () => tryOut().catch(() => (button.disabled = false)));

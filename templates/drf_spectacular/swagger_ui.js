"use strict";

const place = document.getElementById("swagger-ui");

// The token stands in the page, never in this script, which other sites could load.
function addToken(request) {
  const here = new URL(request.url, location.href).origin === location.origin;
  if (here && request.method && request.method !== "GET") {
    request.headers["{{ csrf_header_name }}"] = place.dataset.csrf;
  }
  return request;
}

SwaggerUIBundle({
  ...{{ settings|safe }},
  url: "{{ schema_url|escapejs }}",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  requestInterceptor: addToken,
});

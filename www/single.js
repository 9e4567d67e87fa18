// Only in the one-file version: what is fetched comes from inside the file. `cargo xtask build --single` puts every
// file of the site into the page as `<script type="application/octet-stream" data-file="NAME">` with its bytes in
// base64, and the app's own module, with all it imports, into the variable `guobanApp`.
(function () {
  "use strict";

  var KINDS = { wasm: "application/wasm", json: "application/json", toml: "text/plain", svg: "image/svg+xml" };

  function bytes(text) {
    var plain = window.atob(text);
    var made = new Uint8Array(plain.length);
    for (var at = 0; at < plain.length; at++) made[at] = plain.charCodeAt(at);
    return made;
  }

  // Name to element; decoded when asked for, as most are not.
  window.guobanFiles = {};
  Array.prototype.forEach.call(document.querySelectorAll("script[data-file]"), function (place) {
    window.guobanFiles[place.getAttribute("data-file")] = place;
  });

  window.fetch = function (request) {
    var address = new URL(request.url || request, document.baseURI).href.replace(/[?#].*/, "");
    var name = decodeURIComponent(address.slice(new URL("./", document.baseURI).href.length));
    var place = window.guobanFiles[name];
    if (!place) return Promise.resolve(new Response("", { status: 404 }));
    var kind = KINDS[name.replace(/.*\./, "")] || "application/octet-stream";
    return Promise.resolve(new Response(bytes(place.textContent), { headers: { "content-type": kind } }));
  };

  window.guobanImport = function () {
    return Promise.resolve(window.guobanApp);
  };
})();

// Keeps the page working without a network, and offers a new version in words. boot.js loads this after the app has
// started; a browser that refuses any of it works as before, with a network.
(function () {
  "use strict";

  var WORDS = {
    zh: { ready: "新版本已就绪，重新载入后使用。您的方案会保留。", now: "重新载入", later: "以后再说" },
    en: { ready: "A new version is ready; reload to use it. Your scenario stays.", now: "Reload", later: "Later" },
  };

  var HOUR = 3600000;
  var build = document.querySelector('meta[name="guoban-build"]').getAttribute("content");
  var workers = window.navigator.serviceWorker;
  var offered = {};

  function words() {
    return document.documentElement.lang === "en" ? WORDS.en : WORDS.zh;
  }

  function ask(worker, question) {
    return new Promise(function (answer) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function (event) {
        answer(event.data);
      };
      worker.postMessage({ ask: question, build: build }, [channel.port2]);
    });
  }

  function reload() {
    window.location.reload();
  }

  // The waiting worker takes over; this window is served from the copy of its own build until it is loaded again.
  function use(worker) {
    workers.addEventListener("controllerchange", reload);
    worker.postMessage({ ask: "activate" });
    // A worker that is gone meanwhile does not answer; the page comes from the network then.
    window.setTimeout(reload, 2000);
  }

  function consider(worker) {
    ask(worker, "build").then(function (waiting) {
      if (waiting === build) worker.postMessage({ ask: "activate" });
      else if (!offered[waiting]) {
        offered[waiting] = true;
        window.guobanNotice(words().ready, [
          [words().now, use.bind(null, worker)],
          [words().later, null],
        ]);
      }
    });
  }

  function follow(registration) {
    if (!registration) return;
    if (registration.active) registration.active.postMessage({ ask: "stay", build: build });
    if (registration.waiting) consider(registration.waiting);
    registration.addEventListener("updatefound", function () {
      var worker = registration.installing;
      worker.addEventListener("statechange", function () {
        if (worker.state === "installed" && workers.controller) consider(worker);
        if (worker.state === "activated") worker.postMessage({ ask: "stay", build: build });
      });
    });
    var checked = Date.now();
    function check() {
      if (document.hidden || Date.now() - checked < HOUR) return;
      checked = Date.now();
      // Without a network there is nothing newer to hear of.
      registration.update().catch(function () {});
    }
    window.setInterval(check, HOUR / 4);
    document.addEventListener("visibilitychange", check);
  }

  workers.register(new URL("sw.js", document.baseURI).href, { updateViaCache: "none" }).then(follow, function () {});
})();

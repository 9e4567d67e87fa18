// Starts the app, and says what happened when it cannot start or has to stop.
//
// A plain script in old syntax, so that a browser too old for the app still runs it and shows the message below. It
// uses nothing of the app: after a panic the app's code is not to be trusted any more.
(function () {
  "use strict";

  var WORDS = {
    zh: {
      old: "这个浏览器版本太旧，无法运行过半。请用 Chrome 91、Edge 91、Firefox 89、Safari 16.4 或更新的版本打开。",
      load: "过半没有载入成功，可能是网络中断，或页面刚刚更新。请重新加载。",
      title: "过半遇到了一个错误，已停下",
      kept: "您的方案已保存在本机浏览器里，没有丢失。重新加载后可以继续。",
      report: "如果反复出现，请复制报告发给维护人员。报告只包含下面的文字和版本信息。",
      reload: "重新加载",
      copy: "复制报告",
      copied: "已复制",
      manual: "无法自动复制，请选中上面的文字手动复制。",
    },
    en: {
      old: "This browser is too old to run Guoban. Please use Chrome 91, Edge 91, Firefox 89, Safari 16.4 or later.",
      load: "Guoban could not be loaded. The network may be down, or the page has just been updated. Please reload.",
      title: "Guoban ran into an error and has stopped",
      kept: "Your scenario is kept in this browser; nothing is lost. Reload to continue.",
      report: "If this happens again, copy the report and send it to whoever maintains this page. It holds only the text below and version information.",
      reload: "Reload",
      copy: "Copy report",
      copied: "Copied",
      manual: "Copying did not work. Please select the text above and copy it by hand.",
    },
  };

  // A module whose one function uses a vector instruction: it validates only where the app's code does.
  var VECTORS = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  ];

  var stopped = false;

  function words() {
    var language = null;
    try {
      language = window.localStorage.getItem("guoban.language");
    } catch (refused) {
      // Storage may be forbidden; the page then speaks Chinese.
    }
    return language === "en" ? WORDS.en : WORDS.zh;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function reload() {
    window.location.reload();
  }

  function button(className, text, press) {
    var made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  // In the place of the waiting line, before the app has drawn anything.
  function explain(key, mayReload) {
    if (stopped) return;
    stopped = true;
    var boot = document.getElementById("boot") || document.body.appendChild(element("div", "boot"));
    boot.textContent = "";
    boot.hidden = false;
    boot.setAttribute("role", "alert");
    var both = words() === WORDS.en ? [WORDS.en, WORDS.zh] : [WORDS.zh, WORDS.en];
    both.forEach(function (language) {
      var note = element("p", "boot-note", language[key]);
      note.lang = language === WORDS.en ? "en" : "zh-CN";
      boot.appendChild(note);
    });
    if (mayReload) {
      var row = element("div", "panic-buttons");
      row.appendChild(button("panic-reload", words().reload, reload));
      boot.appendChild(row);
    }
  }

  // Over the whole page, after the app has stopped. The first error is the cause, later ones are its echo.
  function panic(message) {
    if (stopped) return;
    stopped = true;
    var text = words();
    var report = [
      "Guoban " + new Date().toISOString(),
      String(message),
      window.navigator.userAgent,
      window.location.pathname + window.location.hash,
    ].join("\n");

    var screen = element("div", "panic");
    var box = element("div", "panic-box");
    var title = element("h1", "", text.title);
    title.id = "panic-title";
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-labelledby", "panic-title");
    box.appendChild(title);
    box.appendChild(element("p", "", text.kept));
    box.appendChild(element("p", "", text.report));
    var details = element("pre", "", report);
    details.tabIndex = 0;
    box.appendChild(details);

    var row = element("div", "panic-buttons");
    var again = button("panic-reload", text.reload, reload);
    var said = element("span", "", "");
    said.setAttribute("role", "status");
    row.appendChild(again);
    row.appendChild(
      button("panic-copy", text.copy, function () {
        function failed() {
          said.textContent = text.manual;
        }
        if (!window.navigator.clipboard) return failed();
        window.navigator.clipboard.writeText(report).then(function () {
          said.textContent = text.copied;
        }, failed);
      })
    );
    row.appendChild(said);
    box.appendChild(row);
    screen.appendChild(box);

    // The stopped page stays visible behind, but neither keyboard nor screen reader get into it.
    Array.prototype.forEach.call(document.body.children, function (child) {
      child.setAttribute("inert", "");
      child.setAttribute("aria-hidden", "true");
    });
    document.body.appendChild(screen);
    again.focus();
  }

  // The app calls this from its panic hook.
  window.guobanPanic = panic;

  function isTrap(error) {
    return typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  }

  window.addEventListener("error", function (event) {
    if (isTrap(event.error)) panic(event.error.stack || event.message);
  });
  window.addEventListener("unhandledrejection", function (event) {
    if (isTrap(event.reason)) panic(event.reason.stack || event.reason);
  });

  function canRun() {
    return (
      typeof WebAssembly === "object" &&
      typeof BigInt === "function" &&
      WebAssembly.validate(new Uint8Array(VECTORS))
    );
  }

  function start() {
    var place = document.querySelector('meta[name="guoban-start"]');
    var base = document.baseURI;
    return import(new URL(place.getAttribute("data-js"), base).href).then(function (app) {
      return app.default({ module_or_path: new URL(place.getAttribute("data-wasm"), base).href });
    });
  }

  if (!canRun()) {
    explain("old", false);
    return;
  }
  start().then(
    function () {
      if (stopped) return;
      var boot = document.getElementById("boot");
      if (boot) boot.hidden = true;
    },
    function (error) {
      console.error(error);
      if (isTrap(error)) panic(error.stack || error);
      else explain("load", true);
    }
  );
})();

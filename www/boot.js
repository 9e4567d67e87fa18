// Starts the app, and says what happened when it cannot start or has to stop.
//
// A plain script in old syntax, so that a browser too old for the app still runs it and shows the message below. It
// uses nothing of the app: after a panic the app's code is not to be trusted any more.
(function () {
  "use strict";

  // A `{}` stands for what is missing, blocked or gone. The versions are the oldest that have all of NEEDS and know the
  // policy's word for WebAssembly; docs/decisions/where-it-runs.md says which were tried and which are read from tables.
  var WORDS = {
    zh: {
      old: "这个浏览器太旧，缺少 {}，无法运行过半。需要 Chrome 97、Edge 97、Firefox 89、Safari 16.4 或更新的版本；双核浏览器请切换到“极速模式”。",
      file: "这个页面是从磁盘直接打开的，浏览器不让它读取旁边的文件。请改开单文件版 guoban.html，或者通过网站地址打开。",
      off: "这个浏览器关闭了 WebAssembly，过半无法计算。可能是单位的安全设置，或浏览器的“增强安全”“锁定”模式。请为本页放行，或换一个浏览器。",
      policy: "网站或网关的内容安全策略不让过半的程序运行（{}）。请网站维护人员按 README 放行后重新加载。",
      blocked: "网络是通的，但程序文件 {} 取不到，可能被安全软件、浏览器扩展或网关拦下了。请放行本站的 .js 和 .wasm 文件后重新加载。",
      altered: "取回的 {} 不是过半的程序文件，可能被登录页、网关或安全软件换掉了。请先登录网络，或放行 .js 和 .wasm 文件，再重新加载。",
      gone: "网站上少了文件 {}。请网站维护人员把生成的整个目录重新上传，再重新加载。",
      updated: "过半刚刚更新，浏览器里还是旧的一页。请重新加载；本机保存的方案没有变动。",
      network: "网络中断，过半没有载入完。请检查网络后重新加载；本机保存的方案没有变动。",
      other: "过半没有启动成功，原因不明。请重新加载；如果反复出现，请把下面的文字发给维护人员。",
      late: "还在下载，网络较慢时请稍等。",
      unkept: "这个浏览器不让网页保存内容：关闭或重新加载后，方案不会保留。离开前请在“方案与记录”里存为文件，或用“分享”复制链接。",
      title: "过半遇到了一个错误，已停下",
      kept: "到上一步为止，您的方案已保存在本机浏览器里。重新加载后可以继续。",
      keptHere: "到上一步为止，您的方案只保存在本窗口里。请不要关闭窗口，重新加载后可以继续。",
      lost: "这个浏览器没有让本页保存，上一次分享或存为文件之后的改动没有保存下来。",
      report: "如果反复出现，请复制报告发给维护人员。报告只包含下面的文字和版本信息。",
      reload: "重新加载",
      close: "知道了",
      copy: "复制报告",
      copied: "已复制",
      manual: "无法自动复制，请选中上面的文字手动复制。",
    },
    en: {
      old: "This browser is too old to run Guoban: it lacks {}. Chrome 97, Edge 97, Firefox 89, Safari 16.4 or later is needed.",
      file: "This page was opened from disk, where browsers do not let it read the files beside it. Open the single-file version guoban.html instead, or open the page from a web server.",
      off: "WebAssembly is switched off in this browser, so Guoban cannot compute. A security setting or a lockdown mode may do that. Allow it for this page, or use another browser.",
      policy: "A content-security policy of the site or a gateway keeps Guoban from running ({}). Whoever maintains the site can allow it as the README says; then reload.",
      blocked: "The network works, but the program file {} does not arrive: security software, a browser extension or a gateway may hold it back. Allow this site's .js and .wasm files, then reload.",
      altered: "What arrived as {} is not Guoban's program file: a login page, a gateway or security software may have replaced it. Log in to the network, or allow .js and .wasm files, then reload.",
      gone: "The file {} is not on the site. Whoever maintains the site should upload the whole built directory again; then reload.",
      updated: "Guoban has just been updated and this is still the old page. Please reload; what this browser keeps is unchanged.",
      network: "The network broke off before Guoban was loaded. Check the connection and reload; what this browser keeps is unchanged.",
      other: "Guoban did not start, and it is not clear why. Please reload; if it happens again, send the text below to whoever maintains this page.",
      late: "Still loading; please wait, the network is slow.",
      unkept: "This browser does not let pages keep anything: closing or reloading loses the scenario. Save a file under Plans and records, or copy a link with Share, before you leave.",
      title: "Guoban ran into an error and has stopped",
      kept: "Up to the last step your plans are kept in this browser. Reload to continue.",
      keptHere: "Up to the last step your plans are kept in this window only. Do not close it; reload to continue.",
      lost: "This browser did not let the page keep anything: what changed since you last shared or saved a file is not kept.",
      report: "If this happens again, copy the report and send it to whoever maintains this page. It holds only the text below and version information.",
      reload: "Reload",
      close: "Understood",
      copy: "Copy report",
      copied: "Copied",
      manual: "Copying did not work. Please select the text above and copy it by hand.",
    },
  };

  // What the app's code is made of. Each list of bytes is a module that validates only where that exists.
  var MAGIC = [0, 97, 115, 109, 1, 0, 0, 0];
  var NEEDS = {
    "WebAssembly SIMD": [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
    "WebAssembly reference types": [4, 4, 1, 111, 0, 0],
    "WebAssembly bulk memory": [
      1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11,
    ],
  };

  // How browsers say that nothing came: Chromium, Firefox, Safari.
  var ABSENT = /^(failed to fetch|network ?error|error loading|load failed|importing a module)/i;

  var stopped = false;

  function words() {
    var language = null;
    try {
      language = window.localStorage.getItem("guoban.language");
    } catch (refused) {
      // Storage may be forbidden; the page then speaks what the browser asks for.
    }
    var wanted = language ? [language] : window.navigator.languages || [window.navigator.language || ""];
    for (var index = 0; index < wanted.length; index++) {
      var tag = String(wanted[index]).toLowerCase().split("-")[0];
      if (tag === "zh" || tag === "en") return WORDS[tag];
    }
    return WORDS.en;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // The board a newcomer sees, made when the site was built, until the app has drawn the same.
  var first = null;

  function uncover() {
    if (first && first.parentNode) first.parentNode.removeChild(first);
    first = null;
  }

  // Whether the app will show anything else than the first board: what is linked, kept, chosen, or in English.
  function isNewcomer() {
    if (window.location.hash || window.history.state || window.name) return false;
    var spoken = (window.navigator.languages || []).filter(function (tag) {
      return /^(zh|en)\b/i.test(tag);
    });
    if (!/^zh/i.test(spoken[0])) return false;
    try {
      return !Object.keys(window.localStorage).concat(Object.keys(window.sessionStorage)).some(function (key) {
        return /^guoban\./.test(key);
      });
    } catch (refused) {
      return true;
    }
  }

  // Widths and height at which the app changes its layout: src/shell/watch.rs.
  function kindOfWindow() {
    function is(query) {
      return window.matchMedia(query).matches;
    }
    if (is("(max-width: 43.74em)")) return "phone";
    // Between the two the levers are in a drawer: a window that few have waits for the app.
    if (is("(max-width: 68.74em)")) return null;
    return is("(max-height: 52em)") ? "low" : "wide";
  }

  function showFirst() {
    var parts = ["first-symbols", "first-" + kindOfWindow()].map(function (id) {
      return document.getElementById(id);
    });
    var app = document.getElementById("app");
    if (!parts[0] || !parts[1] || !app || !isNewcomer()) return;
    first = element("div", "first");
    first.setAttribute("inert", "");
    first.setAttribute("aria-hidden", "true");
    parts.forEach(function (part) {
      first.appendChild(part.content.cloneNode(true));
    });
    document.documentElement.setAttribute("data-theme", "light");
    document.documentElement.lang = "zh-CN";
    document.body.appendChild(first);
    document.getElementById("boot").className = "boot boot--over";
    var drawn = new MutationObserver(function () {
      if (!app.firstElementChild || app.querySelector(".opening")) return;
      drawn.disconnect();
      uncover();
    });
    drawn.observe(app, { childList: true, subtree: true });
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

  // In the place of the waiting line, before the app has drawn anything. Both languages: nobody has chosen one yet.
  function explain(cause, subject, details) {
    if (stopped) return;
    stopped = true;
    uncover();
    var boot = document.getElementById("boot") || document.body.appendChild(element("div", "boot"));
    boot.textContent = "";
    boot.className = "boot";
    boot.hidden = false;
    boot.setAttribute("role", "alert");
    boot.setAttribute("data-cause", cause);
    var both = words() === WORDS.en ? [WORDS.en, WORDS.zh] : [WORDS.zh, WORDS.en];
    both.forEach(function (language) {
      var note = element("p", "boot-note", language[cause].replace("{}", subject));
      note.lang = language === WORDS.en ? "en" : "zh-CN";
      boot.appendChild(note);
    });
    if (details) boot.appendChild(element("pre", "boot-note", details));
    // Reloading changes neither the browser nor where the page was opened.
    if (cause === "old" || cause === "file" || cause === "off") return;
    var row = element("div", "panic-buttons");
    row.appendChild(button("panic-reload", words().reload, reload));
    boot.appendChild(row);
  }

  // A line at the foot of the running page that takes nothing away from it. `actions` are pairs of text and function;
  // each also closes the line. offline.js uses it too.
  function notice(text, actions) {
    var line = element("div", "notice");
    line.setAttribute("role", "status");
    line.appendChild(element("p", "", text));
    actions.forEach(function (action) {
      line.appendChild(
        button("", action[0], function () {
          document.body.removeChild(line);
          if (action[1]) action[1]();
        })
      );
    });
    document.body.appendChild(line);
  }
  window.guobanNotice = notice;

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
    // What the page last told about keeping; nothing where there was nothing to keep yet.
    var kept = document.documentElement.getAttribute("data-kept");
    var told = { yes: text.kept, window: text.keptHere, no: text.lost }[kept] || (keepsNothing() ? text.lost : "");
    if (told) box.appendChild(element("p", "", told));
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

  // What this browser lacks, by its technical name; empty where the app runs.
  function lacking() {
    var missing = [];
    if (typeof window.guobanImport !== "function") missing.push("import()");
    if (typeof BigInt64Array !== "function") missing.push("BigInt");
    if (typeof WebAssembly !== "object") missing.push("WebAssembly");
    else {
      Object.keys(NEEDS).forEach(function (name) {
        if (!WebAssembly.validate(new Uint8Array(MAGIC.concat(NEEDS[name])))) missing.push(name);
      });
    }
    return missing;
  }

  // Came into Chrome with the same version as the policy's word for WebAssembly, and into the others after it.
  function isRecent() {
    return typeof Array.prototype.findLast === "function";
  }

  function compiles() {
    try {
      return !!new WebAssembly.Module(new Uint8Array(MAGIC));
    } catch (refused) {
      return false;
    }
  }

  // Whether the page may start; says why when it may not.
  function mayStart() {
    if (window.location.protocol === "file:" && !window.guobanFiles) return explain("file", "");
    var missing = lacking();
    if (missing.length === 1 && missing[0] === "WebAssembly" && isRecent()) return explain("off", "");
    if (missing.length) return explain("old", missing.join(", "));
    if (compiles()) return true;
    // An old browser that knows the policy but not its word for WebAssembly refuses as one with a stricter policy does.
    if (isRecent()) explain("policy", "wasm-unsafe-eval");
    else explain("old", "wasm-unsafe-eval");
    return false;
  }

  function address(name) {
    var place = document.querySelector('meta[name="guoban-start"]');
    return new URL(place.getAttribute("data-" + name), document.baseURI).href;
  }

  function start() {
    return window.guobanImport(address("js")).then(function (app) {
      return app.default({ module_or_path: address("wasm") });
    });
  }

  var refused = null;
  document.addEventListener("securitypolicyviolation", function (event) {
    if (/^(script|connect|default)-src/.test(event.effectiveDirective)) refused = event.effectiveDirective;
  });

  // Fetches a file once more, past every cache, and says what is wrong with it; nothing when it is as it should be.
  function examine(file) {
    var name = file.replace(/.*\//, "");
    return fetch(file, { cache: "no-store" }).then(
      function (response) {
        if (!response.ok) return ["gone", name];
        return response.arrayBuffer().then(function (body) {
          var head = Array.prototype.slice.call(new Uint8Array(body, 0, Math.min(4, body.byteLength)));
          var right = /\.wasm$/.test(name)
            ? String(head) === String(MAGIC.slice(0, 4))
            : /javascript/.test(response.headers.get("content-type"));
          return right ? null : ["altered", name];
        });
      },
      function () {
        return ["blocked", name];
      }
    );
  }

  // The files of the program that the page starts with.
  function program() {
    var early = document.querySelectorAll('link[rel="modulepreload"]');
    var files = Array.prototype.map.call(early, function (link) {
      return link.href;
    });
    return files.concat(address("js"), address("wasm"));
  }

  // Finds out why the start failed, by asking for the page and its program again.
  function diagnose(error) {
    var page = window.location.href.replace(/#.*/, "");
    fetch(page, { cache: "no-store" })
      .then(function (response) {
        if (!response.ok) throw response.status;
        return response.text();
      })
      .then(function (text) {
        if (refused) return explain("policy", refused);
        var named = /data-js="([^"]*)"/.exec(text);
        if (!named) return explain("altered", "index.html");
        if (new URL(named[1], document.baseURI).href !== address("js")) return explain("updated", "");
        return Promise.all(program().map(examine)).then(function (found) {
          var wrong = found.filter(Boolean)[0];
          if (wrong) explain(wrong[0], wrong[1]);
          // All is there now, so it was a moment without network, or the app itself.
          else if (ABSENT.test(error && error.message)) explain("network", "");
          else explain("other", "", String((error && error.stack) || error));
        });
      })
      .then(null, function () {
        if (refused) explain("policy", refused);
        else explain("network", "");
      });
  }

  function keepsNothing() {
    try {
      window.localStorage.setItem("guoban.try", "1");
      window.localStorage.removeItem("guoban.try");
      return false;
    } catch (forbidden) {
      return true;
    }
  }

  // The copy for times without a network is made when the page has what it needs.
  function lasts() {
    if (!document.querySelector('meta[name="guoban-build"]') || !window.navigator.serviceWorker) return;
    window.setTimeout(function () {
      var script = element("script");
      script.src = new URL("offline.js", document.baseURI).href;
      document.head.appendChild(script);
    }, 3000);
  }

  if (!mayStart()) return;
  showFirst();
  Array.prototype.forEach.call(document.querySelectorAll(".boot-late"), function (late) {
    late.textContent = WORDS.zh.late;
    var english = element("span", "", WORDS.en.late);
    english.lang = "en";
    late.appendChild(english);
  });
  start().then(
    function () {
      if (stopped) return;
      var boot = document.getElementById("boot");
      if (boot) boot.hidden = true;
      if (keepsNothing()) notice(words().unkept, [[words().close]]);
      lasts();
    },
    function (error) {
      console.error(error);
      if (isTrap(error)) panic(error.stack || error);
      // A refusal by policy is reported a moment after what it refused has failed.
      else window.setTimeout(diagnose, 50, error);
    }
  );
})();

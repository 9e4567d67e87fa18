// Loads the app's module. A file of its own: a browser without this syntax rejects the whole file, and boot.js sees it.
window.guobanImport = function (address) {
  return import(address);
};

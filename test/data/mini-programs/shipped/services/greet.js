exports.greet = (name) => `hello ${name}`
exports.seen = [typeof window, typeof document, typeof localStorage, typeof globalThis].join()

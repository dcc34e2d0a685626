const Maker = Function
const WAYS = [
  () => Maker('globalThis.reached = 1')(),
  () => new Maker('a', 'return a')(1),
  () => [].constructor.constructor('globalThis.reached = 2')(),
  () => (async () => {}).constructor('globalThis.reached = 3')(),
  () => (function* () {}).constructor('globalThis.reached = 4')().next(),
  () => setTimeout('globalThis.reached = 5'),
  () => setInterval('globalThis.reached = 6', 1),
]
Page({
  data: { list: [1], how: '', name: ' 甲 ' },
  onLoad({ how = '' }) { this.setData({ how }) },
  tryAll() {
    return WAYS.map((way) => {
      try {
        way()
        return 'ran'
      } catch (error) {
        return error.name
      }
    })
  },
  ordinary: () => typeof Maker('return this')() === 'object' && Maker.name === 'Function' && (() => 1) instanceof Maker,
})

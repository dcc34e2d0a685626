Page({
  data: { list: [1], width: 20 },
  onLoad() { this.calls = []; this.changes = []; this.bubbled = 0 },
  fromWxs(argument) { this.calls.push(argument) },
  changeSeen(change) { this.changes.push(change) },
  fromPage() { this.bubbled += 1 },
})

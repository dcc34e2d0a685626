Page({
  data: {
    cities: [{ name: '北京' }, { name: '上海' }], slide: 0, loading: false, focusShort: false,
    html: '<p class="red" onclick="bad()" style="color: rgb(5, 5, 5)">段<script>bad()</script><b>粗</b></p><iframe></iframe>',
    nodes: [{ name: 'div', attrs: { style: 'width: 100rpx' }, children: [{ type: 'text', text: '节&lt;点' }] }],
  },
  onLoad() { this.events = [] },
  on({ type, detail, currentTarget }) { this.events.push({ type, detail, name: currentTarget.dataset.name }) },
  onInput(event) {
    this.on(event)
    if (event.detail.value === 'upper') return 'UPPER'
    if (event.detail.value === 'cursor') return { value: 'cursor!', cursor: 2 }
  },
  onShareAppMessage(event) { this.shared = event; return { title: '来看', path: '/pages/forms/forms?x=1' } },
})

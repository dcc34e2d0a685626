Page({
  data: { query: '', submitted: '', tab: 'todo', removed: 0, panels: [] },
  onQuery({ detail }) { this.setData({ query: detail.value }) },
  onSubmit({ detail }) { this.setData({ submitted: detail.value }) },
  onClear() { this.setData({ query: '', submitted: '' }) },
  onTab({ detail }) { this.setData({ tab: detail.value }) },
  onRemove() { this.setData({ removed: this.data.removed + 1 }) },
  onPanels({ detail }) { this.setData({ panels: detail.value }) },
})

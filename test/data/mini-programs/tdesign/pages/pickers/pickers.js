Page({
  data: {
    picker: false, date: false, city: '', day: '', value: ['gz'],
    cities: [{ label: '北京', value: 'bj' }, { label: '上海', value: 'sh' }, { label: '广州', value: 'gz' }, { label: '深圳', value: 'sz' }],
  },
  open({ currentTarget }) { this.setData({ [currentTarget.dataset.which]: true }) },
  close() { this.setData({ picker: false, date: false }) },
  onCity({ detail }) { this.setData({ city: detail.label.join(), value: detail.value, picker: false }) },
  onDay({ detail }) { this.setData({ day: detail.value, date: false }) },
})

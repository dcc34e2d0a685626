const counting = require('./counting')
Component({
  behaviors: [counting],
  options: { pureDataPattern: /^_/ },
  properties: {
    label: { type: String, value: '默认', observer: 'onLabel' },
    list: Array,
    number: { type: Number, optionalTypes: [String], value: 3 },
    anything: null,
  },
  data: { doubled: 0, _secret: 'hidden', form: { name: '', tags: ['a', 'b'] } },
  lifetimes: {
    created() { this.seen = []; this.createdData = this.data.fromBehavior },
    attached() { this.order = [...(this.order || []), 'child.attached'] },
  },
  observers: {
    'count, label'(count, label) { this.seen.push([count, label]); this.setData({ doubled: count * 2 }) },
    'form.name'(name) { this.nameSeen = name },
    'form.tags[1]'(tag) { this.tagSeen = tag },
    'form.**'(form) { this.formSeen = (this.formSeen || 0) + 1; this.lastForm = form },
    _secret(value) { this.secretSeen = value },
  },
  methods: {
    onLabel(now, before) { this.labelSeen = [now, before] },
    overridden() { return 'child' },
    report(bubbles, composed) { this.triggerEvent('report', { value: 1 }, { bubbles, composed }) },
    facts() {
      return { is: this.is, id: this.id, dataset: this.dataset, order: this.order, createdData: this.createdData }
    },
  },
})

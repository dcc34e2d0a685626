const filtering = Behavior({
  definitionFilter(definition) {
    definition.data = { ...definition.data, added: '筛' }
    definition.methods = { ...definition.methods, fromFilter() { return 'filter' } }
  },
})
Component({
  behaviors: [filtering, 'wx://form-field'],
  export() { return { exported: this.data.value } },
  methods: {},
})

Component({
  properties: { rank: Number },
  relations: { '../parent/parent': { type: 'ancestor', linked() { this.parentSeen = true } } },
  methods: { parents() { return this.getRelationNodes('../parent/parent').length } },
})

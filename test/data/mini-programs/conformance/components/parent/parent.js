Component({
  relations: {
    '../sorter/sorter': {
      type: 'descendant',
      linked(target) { this.events.push(`linked ${target.data.rank}`) },
      unlinked(target) { this.events.push(`unlinked ${target.data.rank}`) },
      linkChanged(target) { this.events.push(`changed ${target.data.rank}`) },
    },
  },
  lifetimes: { created() { this.events = [] } },
  methods: { ranks() { return this.getRelationNodes('../sorter/sorter').map((node) => node.data.rank) } },
})

Component({ options: { dynamicSlots: true }, data: { items: ['a', 'b'] } })

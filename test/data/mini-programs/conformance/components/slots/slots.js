Component({ options: { multipleSlots: true }, data: { open: false } })

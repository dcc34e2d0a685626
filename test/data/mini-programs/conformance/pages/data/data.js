Page({
  data: {
    n: 1, a: 1, b: 2, flag: true, hiddenFlag: false, nothing: null,
    list: [{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: 'c' }],
    matrix: [['x', 'y'], ['z']], pairs: { k1: 'v1', k2: 'v2' },
    row: { label: 'R', value: 7 }, which: 'row', deep: { list: [{ name: 'p' }, { name: 'q' }] }, typed: '',
    callback() { return 'called' },
  },
  customField: { nested: { value: 1 } },
})

/** Who may import whom. The reasons are in docs/architecture.md; the rules here are what CI enforces. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed, '^node_modules/', '^[^/]+$'], dependencyTypesNot: ['core'] },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { pathNot: '^test/conformance' },
      to: { couldNotResolve: true },
    },
    only('typings', '^typings/', ['^typings/'], 'The contract imports nothing.'),
    only(
      'rules',
      '^cloudfunctions/rules/',
      ['^cloudfunctions/rules/', '^typings/'],
      'The domain is pure.',
    ),
    {
      name: 'rules-are-pure',
      comment: 'No SDK, no clock, no input or output in the domain.',
      severity: 'error',
      from: { path: '^cloudfunctions/rules/' },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'kernel',
      '^cloudfunctions/kernel/',
      ['^cloudfunctions/(kernel|rules)/', '^typings/'],
      'The kernel knows no feature.',
    ),
    {
      name: 'function-to-function',
      comment: 'A function never imports another function.',
      severity: 'error',
      from: { path: '^cloudfunctions/([^/]+)/', pathNot: '^cloudfunctions/(kernel|rules)/' },
      to: { path: '^cloudfunctions/', pathNot: '^cloudfunctions/($1|kernel|rules)/' },
    },
    only(
      'miniprogram',
      '^miniprogram/',
      ['^miniprogram/', '^typings/', '^cloudfunctions/rules/'],
      'The client sees the contract and shared rules only.',
    ),
    only(
      'ops',
      '^ops/',
      ['^ops/', '^cloudfunctions/(kernel|rules)/', '^typings/'],
      'Administration stands on the kernel.',
    ),
    only(
      'demo',
      '^local/demo/',
      ['^local/demo/', '^cloudfunctions/rules/', '^typings/'],
      'The demo company is data made by the rules.',
    ),
    only(
      'local',
      '^local/(cloud|wechat)/',
      ['^local/(cloud|wechat)/', '^typings/'],
      'Local tools load what is in dist/, so that any project can be run on them.',
    ),
    {
      name: 'cloud-knows-no-wechat',
      severity: 'error',
      from: { path: '^local/cloud/' },
      to: { path: '^local/wechat/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^test/data/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

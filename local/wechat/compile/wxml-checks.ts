/** What WeChat refuses in templates that can be read: names and tags that nobody defines, includes without end. */
import type { Problems } from './problems'
import { BUILT_IN_TAGS, TEMPLATE_TAGS } from './tags'
import { placeAt } from './text'
import { type Closure, isPublished, type TemplateContext } from './wxml-closure'

/** `<template is="name">` finds what its own file or one that this imports defines. */
export function checkTemplateNames(path: string, { templates }: Closure, problems: Problems): void {
  const template = templates.get(path)
  if (!template || isPublished(path)) return
  const ofTemplates = (file: string, name: 'is' | 'name') =>
    (templates.get(file)?.scan.tags ?? [])
      .filter((tag) => tag.name === 'template')
      .flatMap(({ attributes }) => attributes.filter((attribute) => attribute.name === name))
  const known = new Set(
    [path, ...template.imports].flatMap((file) =>
      ofTemplates(file, 'name').map(({ value }) => value),
    ),
  )
  for (const { value, offset } of ofTemplates(path, 'is')) {
    if (known.has(value) || value.includes('{{')) continue
    const message = `Template \`${value}\` not found`
    problems.warning(`${path}.wxml`, placeAt(template.text, offset), message)
  }
}

/** An include that leads back to the file it stands in. Imports may: they take over definitions only. */
export function checkIncludes(path: string, { templates }: Closure, problems: Problems): void {
  const leadsBack = (target: string, seen: Set<string>): boolean => {
    if (target === path) return true
    if (seen.has(target)) return false
    seen.add(target)
    return (templates.get(target)?.includes ?? []).some((next) => leadsBack(next.target, seen))
  }
  const template = templates.get(path)
  for (const { target, offset } of template?.includes ?? []) {
    if (!template || !leadsBack(target, new Set())) continue
    const message = `"${target}.wxml" includes this file again`
    problems.error(`${path}.wxml`, placeAt(template.text, offset), message)
    template.includes = []
  }
}

/** Tags of a component's template, and of those it imports, must be built in or declared by the component. */
export function checkTags(path: string, { templates }: Closure, context: TemplateContext): void {
  const { problems } = context
  const declared = context.tags.get(path) ?? new Set()
  const seen = new Set<string>()
  const visit = (current: string) => {
    const template = templates.get(current)
    if (!template || seen.has(current)) return
    seen.add(current)
    for (const tag of template.scan.tags) {
      const known =
        BUILT_IN_TAGS.has(tag.name) || TEMPLATE_TAGS.has(tag.name) || declared.has(tag.name)
      const place = () => placeAt(template.text, tag.offset)
      if (!known) {
        const owner = current === path ? `${path}.json` : `${path}.json, which uses this template`
        const message = `<${tag.name}> is neither a built-in component nor declared in ["usingComponents"] of ${owner}`
        problems.error(`${current}.wxml`, place(), message)
      }
      for (const attribute of tag.attributes) {
        if (!attribute.name.startsWith('generic:')) continue
        if (declared.has(attribute.value)) continue
        const message = `${attribute.name}: "${attribute.value}" is not declared in ["usingComponents"] of ${path}.json`
        problems.error(`${current}.wxml`, placeAt(template.text, attribute.offset), message)
      }
    }
    template.imports.forEach(visit)
  }
  visit(path)
}

import { pathThrough } from '#models/benefits/benefit-map.ts'
import { type MapLayer, mapLayers } from '#models/benefits/register.schemas.ts'
import type { MapView } from '#models/benefits/register.views.ts'

type Node = MapView['nodes'][number]
/** A box of the drawing: one node, or all the nodes of a body in a layer once there are too many to read. */
export type MapBox = {
  readonly id: string
  readonly layer: MapLayer
  readonly node: Node | undefined
  readonly body: string | null
  readonly count: number
  readonly x: number
  readonly y: number
  readonly isOnPath: boolean
}
export type MapLine = {
  readonly path: string
  readonly share: number | null
  readonly isOnPath: boolean
  readonly isConflict: boolean
}
export const mostBoxes = 40
export const box = { width: 192, height: 56, gapX: 48, gapY: 10, top: 28 } as const

/**
 * Layers left to right, boxes top to bottom in the order of their codes. Nodes that no link touches are left out, the objectives of the
 * strategy first of all; beyond forty, the nodes of a body are folded by layer, those on the path of the chosen benefit apart.
 */
export function drawnMap(map: MapView, selected: string | undefined) {
  const linked = new Set(map.edges.flatMap(({ from, to }) => [from, to]))
  const onPath = selected === undefined ? new Set<string>() : pathThrough(selected, map.edges)
  const kept = map.nodes.filter((node) => linked.has(node.code) || node.code === selected)
  const isFolded = kept.length > mostBoxes
  const idOf = (node: Node) => {
    const stands = !isFolded || onPath.has(node.code) || node.layer === 'objective'
    return stands ? node.code : `${node.layer} ${node.body ?? ''}`
  }
  const groups = Map.groupBy(kept, idOf)
  const shown = mapLayers.filter((layer) => kept.some((node) => node.layer === layer))
  const boxes: MapBox[] = shown.flatMap((layer, column) =>
    [...groups]
      .filter(([, [one]]) => one?.layer === layer)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([id, nodes], row): MapBox => ({
        id,
        layer,
        node: nodes.length === 1 ? nodes[0] : undefined,
        body: nodes[0]?.body ?? null,
        count: nodes.length,
        x: column * (box.width + box.gapX),
        y: box.top + row * (box.height + box.gapY),
        isOnPath: nodes.some((node) => onPath.has(node.code)),
      })),
  )
  const place = new Map(boxes.map((one) => [one.id, one]))
  const idByCode = new Map(kept.map((node) => [node.code, idOf(node)]))
  const lines = map.edges.flatMap(({ from, to, share, type }): MapLine[] => {
    const [a, b] = [place.get(idByCode.get(from) ?? ''), place.get(idByCode.get(to) ?? '')]
    if (a === undefined || b === undefined || a === b) return []
    const [x1, y1, x2, y2] = [a.x + box.width, a.y + box.height / 2, b.x, b.y + box.height / 2]
    const bend = Math.max(24, (x2 - x1) / 2)
    return [
      {
        path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
        share,
        isOnPath: onPath.has(from) && onPath.has(to),
        isConflict: type === 'conflicts',
      },
    ]
  })
  const tallest = Math.max(0, ...boxes.map((one) => one.y + box.height))
  return {
    layers: shown,
    boxes,
    lines: lines.toSorted((a, b) => Number(a.isOnPath) - Number(b.isOnPath)),
    width: Math.max(1, shown.length) * (box.width + box.gapX) - box.gapX,
    height: tallest + 8,
    isFolded,
    leftOut: map.nodes.filter((node) => !linked.has(node.code) && node.code !== selected),
  }
}

/** Diagonal cuts in the colour of the surface, laid over a plain shape: « not firm », past a threshold, prohibited. */
export function Hatching(props: { id: string }) {
  return (
    <defs>
      <pattern id={props.id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="cht-cut" width="2" height="6" />
      </pattern>
    </defs>
  )
}

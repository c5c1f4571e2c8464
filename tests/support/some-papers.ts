import type { PaperDocument } from '#models/papers/document.ts'
import type { Language } from '#models/shared/bilingual.ts'

/** Texts that would do harm if a renderer took them for something else than text, or could not draw them. */
export const hostileTexts: readonly string[] = [
  '=cmd|"/c calc"!A1',
  '+1+1',
  '@SUM(A1)',
  '<script>alert(1)</script>',
  '</title><style>*{display:none}</style>',
  '#panic("no")',
  '$x^2$ *bold* _it_ `raw` @ref <label> \\ // ~',
  '#read("/etc/hostname")',
  'mot'.repeat(120),
  'שלום לכולם',
  'مرحبا',
  '😀👩‍👩‍👧 漢字',
  'caché\u202Etxt.exe',
  'cloche\u0007 et moitié \ud800',
  '&amp; \' " ]]> <!--',
  'deux\nlignes\tet tabulation',
]

/** A paper with every kind of block, hostile texts in each place where people's text may stand. */
export function somePaper(language: Language = 'fr'): PaperDocument {
  const text = (value: string) => ({ kind: 'text', text: value }) as const
  const cad = (value: number) => ({ kind: 'money', cad: value, basis: { kind: 'real', baseYear: 2026 } }) as const
  return {
    language,
    title: 'Dossier d’affaires <b>no 1</b>',
    subtitle: 'Vague 3, $E$ #1',
    publisher: 'Ministère de l’exemple',
    asOf: '2026-11-24',
    reference: { code: 'DA-0001', digest: '9f'.repeat(32) },
    basis: [{ label: 'Jeu de règles', text: 'qc-infonuagique 0.1.0, non validé par les juristes' }],
    warnings: ['Chiffres fictifs.', ...hostileTexts],
    sections: [
      {
        title: 'Résultat',
        blocks: [
          { kind: 'paragraph', text: 'La vague 3 rapporte.' },
          {
            kind: 'figures',
            figures: [
              {
                label: 'Valeur actualisée nette',
                value: cad(1234567.891),
                range: { low: cad(-1000), high: cad(2e6), words: 'P10 à P90 :' },
                figure: 'f_case_npv',
              },
              { label: 'Délai', value: { kind: 'years', years: 2.5 } },
              { label: 'Sortie', value: { kind: 'unknown', reason: 'aucun prix de sortie' } },
            ],
          },
          { kind: 'note', tone: 'warning', text: 'Le taux de change date du 22 septembre.' },
          { kind: 'list', items: hostileTexts },
        ],
      },
      {
        title: 'Coûts',
        blocks: [
          {
            kind: 'chart',
            chart: {
              kind: 'bars',
              title: 'Coût par option',
              answer: 'L’option A coûte le moins.',
              scale: 'money',
              series: ['Calcul', 'Stockage', 'Licences'],
              bars: [
                { label: 'Option A', parts: [12000, 3000, 500], low: 13000, high: 18000 },
                { label: hostileTexts[3] ?? '', parts: [20000, 1000, 0], low: 19000, high: 26000, isHatched: true },
                { label: 'Sans prix', parts: [Number.NaN, 0, 0] },
              ],
            },
            table: {
              caption: 'Coût par option',
              columns: [
                { label: 'Option', align: 'start', weight: 2 },
                { label: 'P50', unit: '$ de 2026 par an', align: 'end' },
                { label: 'Part', align: 'end' },
              ],
              rows: [
                { kind: 'group', cells: [text('Options ouvertes')] },
                {
                  kind: 'row',
                  cells: [text('Option A'), cad(15500), { kind: 'percent', ratio: 0.4247 }],
                  figure: 'f_a',
                },
                ...hostileTexts.map((one) => ({
                  kind: 'row' as const,
                  cells: [text(one), cad(21000), { kind: 'percent', ratio: 0.5753 } as const],
                })),
                { kind: 'total', cells: [text('Total'), cad(36500), { kind: 'percent', ratio: 1 }] },
              ],
              note: 'Avant taxes.',
            },
          },
          {
            kind: 'chart',
            chart: {
              kind: 'curve',
              title: 'Flux cumulés',
              answer: 'Positif à partir de 2029-2030.',
              scale: 'money',
              points: [
                { label: '2026-2027', p10: -60000, p50: -45000, p90: -30000 },
                { label: '2027-2028', p10: -50000, p50: -20000, p90: 10000 },
                { label: '2028-2029', p10: -35000, p50: 12000, p90: 60000 },
                { label: '2029-2030', p10: -20000, p50: 45000, p90: 110000 },
              ],
            },
            table: {
              caption: 'Flux cumulés',
              columns: [
                { label: 'Exercice', align: 'start' },
                { label: 'P50', align: 'end' },
              ],
              rows: [{ kind: 'row', cells: [text('2026-2027'), cad(-45000)] }],
            },
          },
          {
            kind: 'chart',
            chart: {
              kind: 'tornado',
              title: 'Ce qui pèse',
              answer: 'Le taux de change pèse le plus.',
              scale: 'money',
              centre: 45000,
              bars: [
                {
                  label: 'Taux de change',
                  low: { at: '1,30', value: 80000 },
                  high: { at: '1,50', value: -5000 },
                },
                { label: 'Croissance', low: { at: '0 %', value: 30000 }, high: { at: '5 %', value: 65000 } },
              ],
            },
            table: {
              caption: 'Ce qui pèse',
              columns: [
                { label: 'Hypothèse', align: 'start' },
                { label: 'Écart', align: 'end' },
              ],
              rows: [{ kind: 'row', cells: [text('Taux de change'), cad(85000)] }],
            },
          },
        ],
      },
      {
        title: 'Sources',
        blocks: [
          {
            kind: 'prices',
            caption: 'Prix',
            prices: [
              {
                sku: 'm6i.large',
                what: 'calcul, ca-central-1, Linux',
                amount: '0.1070',
                currency: 'USD',
                unit: 'heure',
                asOf: '2026-01-31',
                status: 'verified',
                source: 'SpareCores',
              },
            ],
          },
          {
            kind: 'assumptions',
            caption: 'Hypothèses',
            assumptions: [
              {
                name: 'exchange',
                low: 0.95,
                likely: 1,
                high: 1.06,
                unit: 'ratio',
                status: 'house',
                author: 'Arpent',
                date: '2026-11-24',
                source: 'Mouvement du taux sur l’année',
              },
            ],
          },
          {
            kind: 'signatures',
            lines: [
              { role: 'Gestion de portefeuille', who: 'U-0012', at: '2026-11-24', digest: '9f9f9f9f' },
              { role: 'Finances', who: null, at: null, digest: null },
            ],
          },
        ],
      },
    ],
  }
}

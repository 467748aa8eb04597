/** What the bulk import feeds to the models: supplier sheets, to be turned into structured data. */
export interface ProductSheet {
  readonly supplier: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly summary: string;
}

export const PRODUCT_SHEETS: readonly ProductSheet[] = [
  {
    supplier: 'Nordfjord Textil AS',
    text: 'Artikkel 4471. Ullundertøy, langermet, 200 g/m², 100 % merino (18,5 mikron). Farger: skifer, rust. Størrelser XS–XXL. Vaskes på 30 °C. Leveringstid 6 uker. Minimum 120 stk.',
    attributes: {
      article: '4471',
      material: 'merino',
      weight_gsm: 200,
      lead_time_weeks: 6,
      minimum_order: 120,
    },
    summary: 'Long-sleeved merino base layer, 200 g/m², two colours, six weeks of lead time.',
  },
  {
    supplier: 'Valtellina Corde S.r.l.',
    text: 'Corda dinamica 9,4 mm, 60 m, 58 g/m, 7 cadute UIAA, impregnazione completa. Prezzo a listino 148 EUR, sconto 22 % oltre i 50 pezzi. Disponibilità immediata.',
    attributes: { article: 'VC-9.4-60', diameter_mm: 9.4, length_m: 60, falls: 7, list_price_eur: 148 },
    summary: 'Dynamic rope, 9.4 mm and 60 m, seven falls, dry-treated, available now.',
  },
  {
    supplier: 'Shenzhen Brightway Co.',
    text: '头灯 BW-330:最大亮度 450 流明,续航 40 小时(低档),IPX6,USB-C 充电,重量 86 克。起订量 500 件,交期 30 天,出厂价 9.80 美元。',
    attributes: { article: 'BW-330', lumen: 450, weight_g: 86, minimum_order: 500, unit_price_usd: 9.8 },
    summary: 'Headlamp of 450 lumen, IPX6, USB-C, 86 g; 500 pieces at least, 30 days.',
  },
  {
    supplier: 'Harz Kocher GmbH',
    text: 'Spirituskocher „Brocken“: Messing, 190 g, Brenndauer 25 min bei 60 ml, Windschutz und Simmerring enthalten. Ersatzdichtungen 10 Jahre lieferbar. EK 17,40 EUR ab 80 Stück.',
    attributes: {
      article: 'Brocken',
      material: 'brass',
      weight_g: 190,
      spare_parts_years: 10,
      unit_price_eur: 17.4,
    },
    summary: 'Brass alcohol stove of 190 g with windscreen; spare seals for ten years.',
  },
  {
    supplier: 'Pyrénées Bâtons SARL',
    text: 'Bâtons de randonnée carbone 3 brins, 62–135 cm, 208 g l’unité, poignée liège, pointes tungstène remplaçables. Garantie 3 ans hors pointes. Livraison sous 3 semaines.',
    attributes: {
      article: 'PB-C3',
      material: 'carbon',
      weight_g: 208,
      warranty_years: 3,
      lead_time_weeks: 3,
    },
    summary: 'Three-part carbon trekking pole with cork grip, 208 g, three years of warranty.',
  },
];

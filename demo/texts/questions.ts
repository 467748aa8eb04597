import type { PassageId } from './knowledge-base.js';

/** A question that the handbook answers (or does not: no passages). */
export interface Question {
  readonly language: string;
  readonly topic: 'customers' | 'people' | 'platform';
  readonly question: string;
  /** Rewritten for the search, in English. */
  readonly search: string;
  readonly passages: readonly PassageId[];
  readonly answer: string;
}

const NOT_FOUND = 'I could not find this in the handbook. Please ask the team in charge.';

export const QUESTIONS: readonly Question[] = [
  {
    language: 'en',
    topic: 'customers',
    question: 'Can a customer return a tent that she used for one weekend?',
    search: 'return used tent refund conditions',
    passages: ['returns-60', 'tent-care', 'returns-sale'],
    answer:
      'Within 60 days she may send it back, but a full refund is only given if it arrives as new [returns-60]. A tent that was used for a weekend counts as worn if it shows traces; in that case we offer a repair instead. Advise her to send it dry, otherwise mildew may rule the refund out [tent-care].',
  },
  {
    language: 'en',
    topic: 'customers',
    question: 'How long does it take to send skis to Portugal?',
    search: 'delivery time bulky goods skis EU',
    passages: ['shipping-eu'],
    answer:
      'Skis are bulky goods, so delivery takes up to five working days within the EU instead of one to three. The parcel leaves Rotterdam on the same day if the order arrives before 15:00 [shipping-eu].',
  },
  {
    language: 'de',
    topic: 'customers',
    question:
      'Eine Kundin fragt nach einer neuen Schnalle für ihren vier Jahre alten Rucksack. Kostet die etwas?',
    search: 'spare buckle backpack free of charge warranty years',
    passages: ['warranty'],
    answer:
      'Nein. Schnallen sind Verschleißteile, und Ersatz ist in den ersten fünf Jahren kostenlos [warranty]. Bei einem vier Jahre alten Rucksack schicken wir sie also ohne Berechnung zu; auf Material und Nähte gilt die Garantie ohnehin zehn Jahre.',
  },
  {
    language: 'es',
    topic: 'customers',
    question: '¿Se puede devolver un artículo rebajado que está marcado como "final sale"?',
    search: 'return reduced article final sale exchange',
    passages: ['returns-sale', 'returns-60'],
    answer:
      'No se reembolsa, pero sí se puede cambiar por otra talla [returns-sale]. Los demás artículos rebajados siguen las reglas normales: 60 días y reembolso completo si llegan como nuevos [returns-60].',
  },
  {
    language: 'ja',
    topic: 'customers',
    question: '標高4500メートルでガスストーブは使えますか。',
    search: 'gas stove altitude 4500 m propane mix',
    passages: ['stove-altitude'],
    answer:
      '使えますが火力が落ちます。標高が 300 メートル上がるごとに約 3% 弱くなるため、4,000 メートルを超える場所ではプロパンの割合が高い混合ガスか、液体燃料ストーブをお勧めします [stove-altitude]。',
  },
  {
    language: 'fr',
    topic: 'customers',
    question: 'Comment enlever des taches de moisissure sur une tente ?',
    search: 'remove mildew stains tent cleaning',
    passages: ['tent-care'],
    answer:
      'Avec une solution d’acide citrique, puis un rinçage à l’eau tiède sans détergent [tent-care]. La tente doit sécher entièrement avant d’être rangée, et l’enduction se renouvelle toutes les deux saisons.',
  },
  {
    language: 'en',
    topic: 'people',
    question: 'May I book first class for a six-hour train ride to a customer?',
    search: 'travel expenses train first class hours',
    passages: ['expenses'],
    answer:
      'Yes: beyond four hours train journeys are booked in first class. Submit the receipt within 30 days [expenses].',
  },
  {
    language: 'en',
    topic: 'people',
    question:
      'My partner and I are expecting in March. How much paid leave do we have, and can I work a few hours meanwhile?',
    search: 'parental leave paid weeks part-time during leave',
    passages: ['parental-leave'],
    answer:
      'Each of you may take up to 24 paid weeks within two years of the birth. During leave you may work up to 20 hours a week. Please tell the people team eight weeks before it begins [parental-leave].',
  },
  {
    language: 'de',
    topic: 'people',
    question: 'Was passiert mit dem Postfach einer Kollegin, die am Monatsende geht?',
    search: 'mailbox of leaving employee handed over to manager',
    passages: ['accounts', 'retention'],
    answer:
      'Das Konto wird am letzten Arbeitstag um 18:00 Uhr gesperrt. Das Postfach bleibt 90 Tage erhalten und kann auf Antrag an die Führungskraft übergeben werden [accounts].',
  },
  {
    language: 'en',
    topic: 'people',
    question: 'Is the gym in the Lyon office open on Sundays?',
    search: 'gym opening hours Lyon office',
    passages: [],
    answer: NOT_FOUND,
  },
  {
    language: 'zh',
    topic: 'people',
    question: '客服聊天记录会保存多久?客户要求删除数据时多长时间内完成?',
    search: 'retention support conversations deletion request deadline',
    passages: ['retention'],
    answer:
      '客服聊天记录保存两年。客户提出的删除请求会在 30 天内完成;出于税务原因,订单数据需保留十年 [retention]。',
  },
  {
    language: 'en',
    topic: 'platform',
    question: 'My VPN drops every hour on the dot. What is wrong?',
    search: 'VPN connection drops every hour certificate',
    passages: ['vpn'],
    answer:
      'That points to an expired device certificate: renew it in the self-service portal and sign in again with your hardware key [vpn].',
  },
  {
    language: 'en',
    topic: 'platform',
    question:
      'Checkout answers 500 for about a third of the customers. Which severity is that and who must be told?',
    search: 'severity incident customers cannot order updates lead',
    passages: ['incident-levels', 'oncall'],
    answer:
      'Customers cannot order, so it is SEV1: name an incident lead and give an update every 30 minutes [incident-levels]. The on-call engineer must acknowledge within ten minutes, after twenty the second line is paged [oncall].',
  },
  {
    language: 'en',
    topic: 'platform',
    question: 'Can I pin my import job to one GPU node so that the prefix cache stays warm?',
    search: 'pin bulk job to GPU node quota approval',
    passages: ['gpu-quota'],
    answer:
      'Only with an approval of the platform team. Without it, bulk jobs are limited to 40 requests in flight for each team and are spread over all nodes, because interactive traffic has priority [gpu-quota].',
  },
  {
    language: 'pt',
    topic: 'platform',
    question: 'Quando muda o turno de prevenção e em quanto tempo tenho de confirmar um alerta?',
    search: 'on-call rotation change day acknowledge page minutes',
    passages: ['oncall'],
    answer:
      'O turno dura uma semana e muda à terça-feira às 10:00. Um alerta deve ser confirmado em dez minutos; ao fim de vinte passa para a segunda linha [oncall].',
  },
  {
    language: 'en',
    topic: 'platform',
    question: 'Do we support IPv6 on the office printers?',
    search: 'office printers IPv6',
    passages: [],
    answer: NOT_FOUND,
  },
];

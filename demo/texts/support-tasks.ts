import type { AgentTask, InnerOperation } from './agent-task.js';

const SYSTEM =
  'You are the customer support agent of Halvorsen Outdoor. Use the tools; never guess the state of an order. ' +
  'Answer in the language of the customer, in at most five sentences.';

function policySearch(query: string, found: string): readonly InnerOperation[] {
  return [
    { type: 'EMBEDDING', name: 'embed-query', input: query, output: { dimensions: 1024 }, medianMs: 14 },
    {
      type: 'RETRIEVER',
      name: 'policy-index',
      input: { query, topK: 3 },
      output: [{ id: 'policy-returns', score: 0.83, text: found }],
      medianMs: 32,
    },
  ];
}

const LATE_PARCEL: AgentTask = {
  agent: 'support-agent',
  system: SYSTEM,
  tags: ['support', 'order-status'],
  phrasings: [
    {
      language: 'en',
      request:
        'My order {order} was supposed to arrive yesterday and I am leaving for a trip on Friday. Where is it?',
      answer:
        'I am sorry for the wait. Your {product} from order {order} left our warehouse on time, but {carrier} missed a connection in {city}. It is on the way again and is expected on {delivery}. I have opened case {ticket} so that a colleague keeps an eye on it, and express replacement is free of charge if it is not there by then.',
    },
    {
      language: 'de',
      request: 'Guten Tag, wo bleibt meine Bestellung {order}? Gestern sollte sie da sein.',
      answer:
        'Das tut mir leid. Ihr Artikel ({product}) aus der Bestellung {order} hat unser Lager pünktlich verlassen, hängt aber bei {carrier} in {city} fest. Voraussichtliche Zustellung: {delivery}. Ich habe den Vorgang {ticket} angelegt; kommt das Paket bis dahin nicht an, schicken wir kostenlos per Express Ersatz.',
    },
    {
      language: 'ja',
      request: '注文番号 {order} の荷物がまだ届きません。昨日到着予定でした。今どこにありますか。',
      answer:
        'ご不便をおかけして申し訳ございません。ご注文 {order} の商品は予定どおり出荷されましたが、{city} での積み替えに遅れが出ております。お届け予定日は {delivery} です。担当者が確認できるよう、受付番号 {ticket} を登録いたしました。',
    },
  ],
  plan: ['look the order up', 'ask the carrier', 'check what we may offer', 'open a case'],
  steps: [
    {
      thought: 'I need the order and its shipment first.',
      calls: [
        {
          tool: 'lookup_order',
          arguments: { order_id: '{order}' },
          result: {
            order_id: '{order}',
            status: 'shipped',
            items: ['{product}'],
            total_eur: '{amount}',
            tracking: '{tracking}',
          },
          medianMs: 85,
        },
      ],
    },
    {
      thought:
        'Shipped with {carrier}. The tracking events will say where it is stuck; the policy says what we may offer.',
      calls: [
        {
          tool: 'track_shipment',
          arguments: { carrier: '{carrier}', tracking: '{tracking}' },
          result: { last_event: 'missed connection', place: '{city}', expected: '{delivery}' },
          medianMs: 620,
          inner: [
            { type: 'SPAN', name: 'GET tracking.carrier.example', output: { status: 200 }, medianMs: 560 },
            { type: 'EVENT', name: 'cache-miss', medianMs: 0 },
          ],
          failure: { message: 'ETIMEDOUT: the carrier did not answer within 3 s', chance: 0.12 },
        },
        {
          tool: 'search_policies',
          arguments: { query: 'late delivery compensation' },
          result: { policy: 'Express replacement free of charge after the announced date.' },
          medianMs: 30,
          inner: policySearch(
            'late delivery compensation',
            'If a parcel is later than announced, the customer may choose an express replacement free of charge.',
          ),
        },
      ],
    },
    {
      thought: 'The customer has a deadline, so a colleague should follow up.',
      calls: [
        {
          tool: 'create_case',
          arguments: { order_id: '{order}', reason: 'late_parcel', priority: 'high' },
          result: { case_id: '{ticket}', queue: 'logistics' },
          medianMs: 140,
        },
      ],
    },
  ],
};

const REFUND: AgentTask = {
  agent: 'support-agent',
  system: SYSTEM,
  tags: ['support', 'refund'],
  phrasings: [
    {
      language: 'en',
      request: 'I sent the {product} back two weeks ago (order {order}) and still have no refund.',
      answer:
        'Thank you for your patience. The {product} reached our returns centre in {city}, and I have just released the refund of {amount} EUR for order {order} to the card that you paid with. It usually appears within three working days. You will get a confirmation by mail in a minute.',
    },
    {
      language: 'fr',
      request:
        'Bonjour, j’ai renvoyé l’article de la commande {order} il y a deux semaines. Où en est mon remboursement ?',
      answer:
        'Merci de votre patience. Votre retour est bien arrivé à {city} et je viens de valider le remboursement de {amount} EUR pour la commande {order}. Il apparaîtra sur votre compte sous trois jours ouvrés ; une confirmation vous parvient par courriel.',
    },
    {
      language: 'es',
      request:
        'Hola, devolví el producto del pedido {order} hace dos semanas y todavía no tengo el reembolso.',
      answer:
        'Gracias por tu paciencia. La devolución llegó a nuestro centro de {city} y acabo de autorizar el reembolso de {amount} EUR del pedido {order}. Lo verás en tu tarjeta en un máximo de tres días laborables.',
    },
  ],
  plan: ['look the order up', 'find the return', 'check the policy', 'refund', 'confirm by mail'],
  steps: [
    {
      thought: 'Order and return can be looked up at the same time.',
      calls: [
        {
          tool: 'lookup_order',
          arguments: { order_id: '{order}' },
          result: { order_id: '{order}', status: 'returned', items: ['{product}'], total_eur: '{amount}' },
          medianMs: 90,
        },
        {
          tool: 'lookup_return',
          arguments: { order_id: '{order}' },
          result: { received_at: '{yesterday}', place: '{city}', condition: 'as new' },
          medianMs: 110,
        },
      ],
    },
    {
      thought: 'Received in good condition. Is a refund of the full amount covered?',
      calls: [
        {
          tool: 'search_policies',
          arguments: { query: 'refund after return within 60 days' },
          result: { policy: 'Full refund within 60 days if the article is as new.' },
          medianMs: 28,
          inner: policySearch(
            'refund after return within 60 days',
            'Articles that come back as new within 60 days are refunded in full, to the original means of payment.',
          ),
        },
      ],
    },
    {
      thought: 'It is. I release the money.',
      calls: [
        {
          tool: 'issue_refund',
          arguments: { order_id: '{order}', amount_eur: '{amount}', reason: 'return_received' },
          result: { status: 'accepted', reference: '{tracking}' },
          medianMs: 780,
          inner: [
            { type: 'SPAN', name: 'idempotency-check', output: { seen: false }, medianMs: 12 },
            { type: 'SPAN', name: 'POST payments.example/refunds', output: { status: 202 }, medianMs: 690 },
          ],
          failure: {
            message: 'PaymentProviderError: 503 from the acquirer, nothing was booked',
            chance: 0.14,
          },
        },
      ],
    },
    {
      thought: 'Now the confirmation.',
      calls: [
        {
          tool: 'send_email',
          arguments: { template: 'refund_released', order_id: '{order}' },
          result: { queued: true },
          medianMs: 60,
        },
      ],
    },
  ],
};

const CHANGE_ADDRESS: AgentTask = {
  agent: 'support-agent',
  system: SYSTEM,
  tags: ['support', 'address-change'],
  phrasings: [
    {
      language: 'en',
      request: 'Can you still change the delivery address of {order}? I moved to {city} last week.',
      answer:
        'Done: order {order} now goes to your new address in {city}. It had not been packed yet, so the delivery date stays {delivery}. I have updated the address in your account as well.',
    },
    {
      language: 'pt',
      request: 'Olá! Ainda dá para mudar o endereço de entrega do pedido {order}? Mudei-me para {city}.',
      answer:
        'Feito: o pedido {order} segue agora para a sua nova morada em {city}. Ainda não tinha sido embalado, por isso a entrega continua prevista para {delivery}.',
    },
  ],
  plan: ['look the order up', 'verify the address', 'change it while it is not packed'],
  steps: [
    {
      thought: 'Only orders that are not packed can be redirected.',
      calls: [
        {
          tool: 'lookup_order',
          arguments: { order_id: '{order}' },
          result: { order_id: '{order}', status: 'paid', packed: false, items: ['{product}'] },
          medianMs: 80,
        },
        {
          tool: 'verify_address',
          arguments: { city: '{city}', user: 'current' },
          result: { deliverable: true, normalized: true },
          medianMs: 240,
          failure: { message: 'AddressServiceError: 429 quota exceeded, retry later', chance: 0.08 },
        },
      ],
    },
    {
      thought: 'Deliverable and not packed: I change it.',
      calls: [
        {
          tool: 'update_order',
          arguments: { order_id: '{order}', patch: { ship_to: '{city}' } },
          result: { ok: true, expected: '{delivery}' },
          medianMs: 130,
          failure: { message: 'Conflict: version 6 expected, 7 found', chance: 0.06 },
        },
      ],
    },
  ],
};

export const SUPPORT_TASKS: readonly AgentTask[] = [LATE_PARCEL, REFUND, CHANGE_ADDRESS];

/** A passage of the company's handbook, as a vector index would hold it. */
export interface Passage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export const PASSAGES = [
  {
    id: 'returns-60',
    title: 'Returns and refunds',
    text: 'Articles may be sent back within 60 days. What arrives as new is refunded in full, to the original means of payment, within five working days of its arrival at the returns centre. Worn articles are repaired where possible.',
  },
  {
    id: 'returns-sale',
    title: 'Returns of reduced articles',
    text: 'Reduced articles follow the same rules as others, except for those marked "final sale", which can be exchanged for another size but not refunded.',
  },
  {
    id: 'shipping-eu',
    title: 'Shipping within the EU',
    text: 'Parcels leave Rotterdam on the day of the order if it arrives before 15:00. Delivery takes one to three working days. Tents and skis count as bulky goods and take up to five.',
  },
  {
    id: 'warranty',
    title: 'Warranty',
    text: 'Backpacks and tents carry a warranty of ten years on material and seams. Zips and buckles are wear parts; spare ones are free of charge for the first five years.',
  },
  {
    id: 'tent-care',
    title: 'Caring for a tent',
    text: 'Dry the tent before storing it. Wash it by hand with lukewarm water and no detergent; renew the coating every second season. Mildew stains are removed with a solution of citric acid.',
  },
  {
    id: 'stove-altitude',
    title: 'Stoves at altitude',
    text: 'Gas stoves lose about 3 % of their power for every 300 m of altitude. Above 4,000 m, or below −10 °C, use a mix with more propane, or a liquid-fuel stove.',
  },
  {
    id: 'expenses',
    title: 'Travel expenses',
    text: 'Submit expenses within 30 days with the receipts attached. Train journeys are booked in second class up to four hours, in first class beyond. Meals are reimbursed at a flat rate per day.',
  },
  {
    id: 'parental-leave',
    title: 'Parental leave',
    text: 'Each parent may take up to 24 weeks of paid leave within two years of the birth or adoption. Tell the people team eight weeks before. Part-time work during leave is possible up to 20 hours a week.',
  },
  {
    id: 'vpn',
    title: 'VPN access',
    text: 'Install the client from the self-service portal and sign in with your hardware key. Split tunnelling is off on managed laptops. If the connection drops every hour, renew the device certificate.',
  },
  {
    id: 'oncall',
    title: 'On-call duty',
    text: 'On-call lasts a week and changes on Tuesdays at 10:00. Acknowledge a page within ten minutes; after twenty it goes to the second line. Every page that woke someone gets a short review.',
  },
  {
    id: 'incident-levels',
    title: 'Severity of incidents',
    text: 'SEV1: customers cannot order or data is lost. SEV2: a main function is impaired. SEV3: everything else. SEV1 and SEV2 need an incident lead and an update every 30 minutes.',
  },
  {
    id: 'gpu-quota',
    title: 'Quotas of the GPU cluster',
    text: 'Interactive traffic has priority over bulk jobs. Bulk jobs are limited to 40 requests in flight for each team, spread over all nodes; pinning a job to a node needs an approval of the platform team.',
  },
  {
    id: 'retention',
    title: 'How long data is kept',
    text: 'Order data is kept for ten years for tax reasons, support conversations for two years, access logs for 90 days. Requests for deletion are carried out within 30 days.',
  },
  {
    id: 'accounts',
    title: 'Accounts of leavers',
    text: 'Accounts are disabled on the last working day at 18:00. Mailboxes are kept for 90 days and can be handed over to the manager on request.',
  },
] as const satisfies readonly Passage[];

export type PassageId = (typeof PASSAGES)[number]['id'];

export function passage(id: PassageId): Passage {
  const found = PASSAGES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`No passage ${id}`);
  return found;
}

import type { Random } from '../load/random.js';
import { DAY_MS, instant } from '../load/time-window.js';
import type { Json } from '../wire/trace-batch.js';

/** Values for the `{name}` places in texts, drawn once for each trace so that its texts agree with each other. */
export type Slots = Readonly<Record<string, string>>;

const PRODUCTS = [
  'Tarn 2 trekking tent',
  'Ridgeline 45 backpack',
  'Fjell down jacket',
  'Sirocco camping stove',
  'Lumen headlamp',
  'Kestrel trail shoes',
  'Drift sleeping bag',
  'Cairn trekking poles',
];
const CITIES = [
  'Rotterdam',
  'Lyon',
  'Leipzig',
  'Bilbao',
  'Osaka',
  'Turin',
  'Gdańsk',
  'Porto',
  'Uppsala',
  'Graz',
];
const REGIONS = ['DACH', 'Iberia', 'Nordics', 'Benelux', 'Japan', 'North America', 'UK & Ireland'];
const CARRIERS = ['PostNord', 'DHL', 'DPD', 'Yamato', 'Correos', 'GLS'];
const SERVICES = ['checkout', 'inventory', 'search', 'pricing', 'notifications', 'identity'];
const MODULES = ['cart', 'invoice', 'voucher', 'shipping-rate', 'tax', 'session-store'];

export function drawSlots(random: Random, ms: number): Slots {
  const price = random.between(24, 480);
  return {
    order: `HO-${String(random.integer(40_000, 99_999))}`,
    tracking: `${random.hex(4).toUpperCase()}${String(random.integer(1_000_000, 9_999_999))}`,
    ticket: `CASE-${String(random.integer(2000, 9999))}`,
    product: random.pick(PRODUCTS),
    amount: price.toFixed(2),
    city: random.pick(CITIES),
    carrier: random.pick(CARRIERS),
    region: random.pick(REGIONS),
    service: random.pick(SERVICES),
    module: random.pick(MODULES),
    count: String(random.integer(3, 48)),
    percent: random.between(-12, 24).toFixed(1),
    growth: random.between(3, 18).toFixed(1),
    revenue: `${String(random.integer(180, 960))},${String(random.integer(100, 999))}`,
    today: instant(ms).slice(0, 10),
    yesterday: instant(ms - DAY_MS).slice(0, 10),
    lastMonth: instant(ms - 30 * DAY_MS).slice(0, 10),
    delivery: instant(ms + random.integer(1, 4) * DAY_MS).slice(0, 10),
  };
}

/** The same value with every `{name}` in its texts replaced. Unknown names stay as they are. */
export function fillSlots(value: string, slots: Slots): string;
export function fillSlots(value: Json, slots: Slots): Json;
export function fillSlots(value: Json, slots: Slots): Json {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\}/g, (place, name: string) => slots[name] ?? place);
  }
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => fillSlots(item, slots));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? item : fillSlots(item, slots)]),
  );
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

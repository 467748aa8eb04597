/** A conversation between a customer and the shopping assistant. Texts may hold the places of slots.ts. */
export interface Dialogue {
  readonly language: string;
  readonly topic: string;
  readonly turns: readonly DialogueTurn[];
}

export interface DialogueTurn {
  readonly user: string;
  readonly assistant: string;
}

export const DIALOGUES: readonly Dialogue[] = [
  {
    language: 'en',
    topic: 'tent-advice',
    turns: [
      {
        user: 'I need a tent for two people, mostly in Scotland. What do you recommend?',
        assistant:
          'For Scottish wind and rain I would look for a tent with at least four poles’ crossings and an outer tent down to the ground. The Tarn 2 fits two people with their packs and weighs 2.4 kg. Do you carry it far, or do you camp near the car?',
      },
      {
        user: 'We carry it for about five days.',
        assistant:
          'Then weight matters. The Tarn 2 split between two packs is 1.2 kg each. The lighter alternative is 1.9 kg but has one entrance only, which is a nuisance when one of you cooks in the rain.',
      },
      {
        user: 'Is the lighter one as stable?',
        assistant:
          'In steady wind, yes. In gusts above 80 km/h its longer panels flap, and you need all eight guy lines. If you pitch above the tree line often, take the Tarn 2.',
      },
      {
        user: 'OK, the Tarn 2. Do I need a footprint?',
        assistant:
          'Not strictly: its floor withstands a 5 m water column. On heather and gravel a footprint of 280 g saves you repairs, and the tent can be packed dry and clean.',
      },
      {
        user: 'Great, thanks. Which pegs should I bring?',
        assistant:
          'Take the twelve that come with it, and four broad snow-and-sand pegs for the windward side: peat holds thin ones badly.',
      },
    ],
  },
  {
    language: 'de',
    topic: 'schuhberatung',
    turns: [
      {
        user: 'Ich suche Schuhe für Tagestouren in den Alpen, habe aber breite Füße.',
        assistant:
          'Für Tagestouren ohne Steigeisen reicht ein knöchelhoher, biegsamer Schuh. Bei breiten Füßen passt der Kestrel in der Weite W gut. Welche Größe tragen Sie, und gehen Sie eher auf Wegen oder im Geröll?',
      },
      {
        user: 'Größe 43, meist Wege, manchmal Geröll.',
        assistant:
          'Dann nehmen Sie den Kestrel W eine halbe Nummer größer, also 43,5: Bergab brauchen die Zehen etwa einen Daumen breit Platz. Für Geröll hat er einen Gummirand rundum.',
      },
      {
        user: 'Sind die wasserdicht?',
        assistant:
          'Ja, mit Membran. Sie trocknen dafür langsamer. Wenn Sie überwiegend im Hochsommer gehen, ist die Variante ohne Membran angenehmer und 60 Gramm leichter.',
      },
    ],
  },
  {
    language: 'zh',
    topic: 'sleeping-bag',
    turns: [
      {
        user: '我打算十一月去川西徒步,晚上大概零下八度,应该买什么睡袋?',
        assistant:
          '建议选择舒适温度在零下十度左右的羽绒睡袋,例如 Drift 系列的 −10 款,重量约 1.2 公斤。睡垫也很重要:请选 R 值不低于 4.5 的。您平时怕冷吗?',
      },
      {
        user: '比较怕冷,而且个子不高,一米五八。',
        assistant:
          '那么可以选短款(适合 165 厘米以下),脚部空间小,升温更快。怕冷的话再加一个丝绸内胆,大约能提升三度,重量只有 130 克。',
      },
      {
        user: '羽绒受潮了怎么办?',
        assistant:
          '白天休息时摊开晾晒即可;睡袋请装在防水袋里。回家后用羽绒专用洗剂低温烘干,并放入两三个网球,让羽绒重新蓬松。',
      },
      {
        user: '好的,谢谢!两天能送到成都吗?',
        assistant:
          '目前我们只从欧洲仓库发货,到成都大约需要 {count} 天。如果时间紧,建议直接联系当地的合作门店。',
      },
    ],
  },
  {
    language: 'es',
    topic: 'hornillo',
    turns: [
      {
        user: '¿Qué hornillo me llevo para un trekking de diez días en Patagonia?',
        assistant:
          'Allí el problema es el viento. El Sirocco con quemador protegido rinde bien y encontrarás cartuchos de rosca en los pueblos grandes. Para dos personas calcula unos 230 g de gas cada tres días.',
      },
      {
        user: '¿Puedo llevar los cartuchos en el avión?',
        assistant:
          'No: los cartuchos están prohibidos tanto en cabina como en la bodega. El hornillo sí puede viajar, si está limpio y no huele a combustible.',
      },
      {
        user: 'Perfecto. ¿Y para encenderlo con viento?',
        assistant:
          'Lleva dos encendedores y un chispero: el encendido piezoeléctrico falla con humedad. Monta la cocina detrás de una piedra, nunca dentro de la tienda.',
      },
    ],
  },
  {
    language: 'fr',
    topic: 'sac-a-dos',
    turns: [
      {
        user: 'Bonjour, quel volume de sac pour une semaine de refuge en refuge ?',
        assistant:
          'De refuge en refuge, 35 à 45 litres suffisent : ni tente ni réchaud. Le Ridgeline 45 pèse 1,3 kg et son dos se règle. Quelle est votre taille ?',
      },
      {
        user: '1 m 84, et j’ai mal au dos assez vite.',
        assistant:
          'Prenez la taille L et réglez d’abord la ceinture : elle doit porter les deux tiers du poids, sur les hanches. Restez sous 9 kg avec l’eau, et mettez le lourd près du dos, à hauteur des omoplates.',
      },
      {
        user: 'La housse de pluie est-elle comprise ?',
        assistant:
          'Oui, dans la poche du bas. Par grand vent, doublez-la d’un sac étanche à l’intérieur pour les vêtements.',
      },
    ],
  },
  {
    language: 'en',
    topic: 'order-change',
    turns: [
      {
        user: 'hi, can i add a headlamp to order {order}?',
        assistant:
          'Order {order} has not been packed yet, so yes. The Lumen is in stock. Shall I add one, paid with the same card?',
      },
      {
        user: 'yes please, and does it take normal batteries',
        assistant:
          'Added; the new total is {amount} EUR. The Lumen runs on its own battery (charged by USB-C) or on three AAA cells, whichever you put in.',
      },
      {
        user: 'perfect. when does it arrive',
        assistant: 'With {carrier}, on {delivery}. You will get the tracking number tonight.',
      },
      { user: 'thx', assistant: 'You are welcome. Enjoy the trip!' },
    ],
  },
  {
    language: 'en',
    topic: 'repair-help',
    turns: [
      {
        user: 'The zip of my Fjell jacket is stuck half way. Anything I can do before I send it in?',
        assistant:
          'Often a thread of the lining is caught. Hold the fabric flat, pull the slider back in the direction it came from, and free the thread with a blunt needle. Do not force it upwards.',
      },
      {
        user: 'It moves again but the teeth no longer close behind the slider.',
        assistant:
          'Then the slider has widened. Squeeze its two sides gently with pliers, a little at a time, left and right alternately. If it still opens, the slider must be replaced: that is a wear part, and the spare one is free in the first five years.',
      },
      {
        user: 'I would rather send it in. How?',
        assistant:
          'Open "Repairs" in your account, choose the jacket from order {order}, and print the label. Repairs take about ten working days. Wash the jacket before: we may not work on dirty textiles.',
      },
    ],
  },
  {
    language: 'ja',
    topic: 'jacket-size',
    turns: [
      {
        user: 'Fjell ダウンジャケットのサイズで迷っています。身長172cm、体重64kgです。',
        assistant:
          '通常は M サイズが合います。中に厚手のフリースを着る場合は L をお選びください。袖丈は M で 63cm です。普段の上着の肩幅をご存じですか。',
      },
      {
        user: '肩幅は44cmくらいです。',
        assistant: 'それでしたら M で問題ありません。肩幅は 45cm ですので、薄手の重ね着なら余裕があります。',
      },
      {
        user: '合わなかったら交換できますか。',
        assistant:
          'はい。到着から 60 日以内で、新品同様の状態であれば交換も返金も可能です。「final sale」の品は交換のみとなります。',
      },
    ],
  },
];

/** What the assistant says when the model behind it failed. */
export const APOLOGY = 'Sorry, I cannot answer right now. Please try again in a few minutes.';

import { commentsIn } from './class-comments.js';

describe('commentsIn', () => {
  it('takes the comment of each class, without its frame, as one line', () => {
    const source = `
      /** A list. */
      export class ListDto {
        /** Not this one. */
        data: string[];
      }

      /**
       * An item.
       * Part of {@link ListDto}.
       */
      export class ItemDto {}
    `;
    expect(commentsIn(source)).toEqual([
      ['ListDto', 'A list.'],
      ['ItemDto', 'An item. Part of ListDto.'],
    ]);
  });

  it('leaves out classes without a comment of their own', () => {
    const source = '/** How many. */\nconst MANY = 3;\n\nexport class BareDto {}\n';
    expect(commentsIn(source)).toEqual([]);
  });
});

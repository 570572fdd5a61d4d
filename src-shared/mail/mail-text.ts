import type { MailBlock, MailContent } from './mail-content.ts';

/** The plain text of a mail. */
export function mailText({ heading, blocks, contactTitle, agency, footer }: MailContent): string {
  const contact = [contactTitle, agency.name, agency.address, agency.phone, agency.email].join('\n');
  return `${[heading, ...blocks.map(blockText), contact, footer].join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'code':
      return `    ${block.text}`;
    case 'link':
      return `${block.text}\n${block.url}`;
    case 'advice':
      return `${block.question}\n${block.answer}`;
  }
}

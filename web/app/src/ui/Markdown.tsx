import { Spoiler, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';

const MarkdownText = lazy(() => import('./MarkdownText').then((module) => ({ default: module.MarkdownText })));

/** What somebody wrote in Markdown; a long text is folded. It holds no pictures and no HTML of its author. */
export function Markdown({ text }: { text: string }) {
  return (
    <Spoiler maxHeight={180} showLabel="Show all" hideLabel="Show less">
      <Suspense fallback={<Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>}>
        <MarkdownText text={text} />
      </Suspense>
    </Spoiler>
  );
}

import { Typography } from '@mantine/core';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './MarkdownText.module.css';

const plugins = [remarkGfm];
const foreign = ['img'];
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
};

/** Markdown, apart from its folding because the parser is large. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <Typography className={classes.text}>
      <ReactMarkdown remarkPlugins={plugins} disallowedElements={foreign} components={components}>
        {text}
      </ReactMarkdown>
    </Typography>
  );
}

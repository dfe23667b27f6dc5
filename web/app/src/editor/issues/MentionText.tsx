import type { Schemas } from '../../api/types';
import classes from './Issues.module.css';
import { partsOf } from './mentions';

interface MentionTextProps {
  text: string;
  mentions: readonly Schemas['MentionReply'][];
}

/** What somebody wrote, with its lines, and the people in it by their names. */
export function MentionText({ text, mentions }: MentionTextProps) {
  const names = new Map(mentions.map(({ userEmail, userName }) => [userEmail.toLowerCase(), userName]));
  return (
    <p className={classes.text}>
      {partsOf(text, names).map((part) =>
        part.isMention ? (
          <strong key={part.at} className={classes.mention}>
            {part.text}
          </strong>
        ) : (
          <span key={part.at}>{part.text}</span>
        ),
      )}
    </p>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import { LiveConnection, type TopicListener } from './LiveConnection';

const LiveContext = createContext<LiveConnection | null>(null);

/** Keeps the live connection open while its children are shown. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [connection] = useState(() => new LiveConnection(() => void client.invalidateQueries()));
  useEffect(() => {
    connection.open();
    return () => connection.close();
  }, [connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

/**
 * Listens to topics while the component is shown.
 * @param readAgain Called once they are listened to: what was read before that may be old by now.
 */
export function useTopics(topics: readonly string[], listener: TopicListener, readAgain: () => void): void {
  const connection = useContext(LiveContext);
  const onEvent = useEffectEvent(listener);
  const onHeld = useEffectEvent(readAgain);
  const joined = topics.join(' ');
  useEffect(() => {
    if (connection === null || joined === '') {
      return undefined;
    }
    // The topics of a list are taken one after the other; it is read again once.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hold = () => {
      clearTimeout(timer);
      timer = setTimeout(() => onHeld(), heldPause);
    };
    const stops = joined
      .split(' ')
      .map((topic) => connection.listen(topic, (name, payload) => onEvent(name, payload), hold));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) {
        stop();
      }
    };
  }, [joined, connection]);
}

/** Whether news arrive by themselves; where they do not, pages ask from time to time. */
export function useIsOnline(): boolean {
  const connection = useContext(LiveContext);
  return useSyncExternalStore(connection?.onState ?? noState, () => connection?.state === 'online');
}

/** The interval in which to ask for something that is under way: none while news arrive by themselves. */
export function usePollInterval(isUnderWay: boolean): number | false {
  const isOnline = useIsOnline();
  return isUnderWay && !isOnline ? 2_000 : false;
}

/** Milliseconds. */
const heldPause = 50;

const noState = () => () => undefined;

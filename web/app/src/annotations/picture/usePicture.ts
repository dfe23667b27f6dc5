import { useEffect, useState } from 'react';
import type { Picture } from './draw';

/** A picture on its way: `picture` and `error` are null until it is here or has failed. */
export interface LoadingPicture {
  picture: Picture | null;
  error: Error | null;
  retry: () => void;
}

/** Loads a picture; an address of null loads nothing. */
export function usePicture(address: string | null): LoadingPicture {
  const [attempt, setAttempt] = useState(0);
  const key = `${attempt} ${address}`;
  const [loaded, setLoaded] = useState<{ key: string; picture: Picture | null; error: Error | null } | null>(null);
  useEffect(() => {
    if (address === null) {
      return undefined;
    }
    const image = new Image();
    let isWanted = true;
    image.src = address;
    image.decode().then(
      () =>
        isWanted &&
        setLoaded({ key, picture: { image, width: image.naturalWidth, height: image.naturalHeight }, error: null }),
      () =>
        isWanted &&
        setLoaded({ key, picture: null, error: new Error(`The picture at ${address} could not be loaded.`) }),
    );
    return () => {
      isWanted = false;
      image.src = '';
    };
  }, [address, key]);
  const isCurrent = loaded?.key === key;
  return {
    picture: isCurrent ? loaded.picture : null,
    error: isCurrent ? loaded.error : null,
    retry: () => setAttempt(attempt + 1),
  };
}

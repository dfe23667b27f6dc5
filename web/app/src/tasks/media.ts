/** What a browser can show as a picture; other media get their own viewers. */
const other = /\.(mp4|mov|webm|avi|mkv|mp3|wav|ogg|flac|m4a|pdf|txt|md|html?|json|csv|dcm|nrrd|nii|gz|las|pcd|zip)$/i;

/** The address of an asset's picture; null when the asset is something else. */
export function pictureAddress(data: string): string | null {
  const isAddress = /^(https?:\/\/|\/)\S+$/.test(data);
  return isAddress && !other.test(data.split(/[?#]/)[0] ?? '') ? data : null;
}

import { ObjectList } from './ObjectList';

/** What is beside the picture at the right. */
export function SidePanels() {
  return <ObjectList />;
}

import type { SchemaIndex } from '../model/schema/SchemaIndex';
import type { Command } from './Command';
import { classCommands } from './classCommands';
import { editCommands } from './editCommands';
import { objectCommands } from './objectCommands';
import { taskCommands } from './taskCommands';
import { toolCommands } from './toolCommands';
import { viewCommands } from './viewCommands';

/** Everything that can be done in the editor of pictures. A project's class keys go before the editor's own. */
export function editorCommands(schema: SchemaIndex): readonly Command[] {
  return [
    ...classCommands(schema),
    ...taskCommands,
    ...editCommands,
    ...objectCommands,
    ...toolCommands,
    ...viewCommands,
  ];
}

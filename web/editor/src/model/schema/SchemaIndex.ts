import type { Member, MemberList } from '../answer';
import type { CategorySchema, SchemaClass } from './schemaTypes';

/** A class and where it stands in the schema. */
export interface IndexedClass {
  readonly schemaClass: SchemaClass;
  /** The list its members are in; nested classes have theirs within other members. */
  readonly list: MemberList;
  /** The class it is nested in. */
  readonly parent: IndexedClass | undefined;
}

/** The classes of a schema by their ids. */
export class SchemaIndex {
  private readonly classes = new Map<string, IndexedClass>();
  readonly schema: CategorySchema;

  constructor(schema: CategorySchema) {
    this.schema = schema;
    this.index(schema.tools, 'objects', undefined);
    this.index(schema.classifications, 'classifications', undefined);
    this.index(schema.relations, 'relations', undefined);
  }

  /** A class at any depth; undefined if the schema has none with this id. */
  find(schemaId: string): IndexedClass | undefined {
    return this.classes.get(schemaId);
  }

  /** The class of a member of a list, if it is a class of that list. */
  classOf(list: MemberList, member: Pick<Member, 'schemaId'>): SchemaClass | undefined {
    const found = this.classes.get(member.schemaId);
    return found && !found.parent && found.list === list ? found.schemaClass : undefined;
  }

  /** The classes at the top of a list, in the order of the schema. */
  classesOf(list: MemberList): readonly SchemaClass[] {
    return list === 'objects' ? this.schema.tools : this.schema[list];
  }

  /** The classes that are painted, in the order of the schema. */
  get brushClasses(): readonly SchemaClass[] {
    return this.schema.tools.filter((schemaClass) => schemaClass.tool === 'brush');
  }

  private index(classes: readonly SchemaClass[], list: MemberList, parent: IndexedClass | undefined): void {
    for (const schemaClass of classes) {
      const indexed = { schemaClass, list, parent };
      this.classes.set(schemaClass.schemaId, indexed);
      this.index(schemaClass.classifications ?? [], list, indexed);
    }
  }
}

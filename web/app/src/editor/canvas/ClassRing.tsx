import { Swatch } from '../panels/Swatch';
import { type ClassRing as Ring, ringChoice, ringPlace } from '../session/classRing';
import { useCell, useSession } from '../state/hooks';
import classes from './ClassRing.module.css';

/** The classes around the pointer, while a key is held: the one towards which the pointer moves is taken. */
export function ClassRing() {
  const { ring } = useCell(useSession().ui);
  return ring && <Choices ring={ring} />;
}

function Choices({ ring }: { ring: Ring }) {
  const { editor, pointer } = useSession();
  const at = useCell(pointer);
  const chosen = at && ringChoice(ring, editor.view.toScreen(at));
  return (
    <div className={classes.ring} style={{ left: ring.x, top: ring.y }}>
      <div className={classes.hub} data-testid="class-ring" />
      {ring.classes.map((one, index) => {
        const { x, y } = ringPlace(index, ring.classes.length);
        return (
          <div
            key={one.schemaId}
            className={classes.choice}
            style={{ left: x, top: y }}
            data-chosen={one === chosen || undefined}
          >
            <Swatch color={one.color} />
            <span>{one.title}</span>
          </div>
        );
      })}
      <div className="visually-hidden" role="status">
        {chosen?.title}
      </div>
    </div>
  );
}

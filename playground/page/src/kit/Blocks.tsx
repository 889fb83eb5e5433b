/** Blocks as Slack draws them. */
import { Component, memo, type ReactNode } from "react";
import type { Block, Owner } from "../types";
import { Control, InputBlock } from "./Control";
import { FormContext, useValues, type Form } from "./form";
import { Picture, Still } from "./Still";
import { TextOf } from "./Text";

/** `form` holds what is filled in, where somebody else sends it; else it is kept here. */
export const Blocks = memo(function Blocks({ blocks, owner, form }: { blocks: Block[]; owner: Owner; form?: Form }) {
  const [values, hold] = useValues();
  return (
    <FormContext.Provider value={form ?? { owner, values, errors: {}, hold }}>
      <div className="blocks">
        {blocks.map((block, index) => (
          <Guarded key={block.block_id ?? index}><OneBlock block={block} /></Guarded>
        ))}
      </div>
    </FormContext.Provider>
  );
});

function OneBlock({ block }: { block: Block }) {
  switch (block.type) {
    case "input": return <InputBlock block={block} />;
    case "actions":
    case "context_actions": return <Controls block={block} of={block.elements} />;
    case "section": return <Section block={block} />;
    case "card": return <Card card={block} block={block} />;
    case "carousel":
      return (
        <div className="carousel" tabIndex={0} role="group" aria-label="Cards">
          {block.elements.map((card: Block, index: number) => <Card key={index} card={card} block={block} />)}
        </div>
      );
    default: return <Still block={block} />;
  }
}

const Controls = ({ block, of }: { block: Block; of: Block[] }) => (
  <div className="block-actions">
    {of.map((element, index) => <Control key={element.action_id ?? index} element={element} block={block} />)}
  </div>
);

function Section({ block }: { block: Block }) {
  if (!block.accessory) return <Still block={block} />;
  return (
    <div className="block-with-accessory">
      <div><Still block={block} /></div>
      <Control element={block.accessory} block={block} />
    </div>
  );
}

const Card = ({ card, block }: { card: Block; block: Block }) => (
  <div className="card">
    {card.hero_image && <Picture image={card.hero_image} />}
    {card.title && <h3><TextOf text={card.title} /></h3>}
    {card.subtitle && <p className="muted"><TextOf text={card.subtitle} /></p>}
    {card.body && <div className="words"><TextOf text={card.body} /></div>}
    {card.actions && <Controls block={block} of={card.actions} />}
  </div>
);

/** What cannot be drawn takes nothing else with it. */
class Guarded extends Component<{ children: ReactNode }, { broken: boolean }> {
  state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <p className="muted">A block could not be drawn: see What Slack gets.</p>;
  }
}

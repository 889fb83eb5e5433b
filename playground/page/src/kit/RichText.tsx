/** `rich_text`: sections, lists, quotes and preformatted text. Its words are literal. */
import { Fragment, type ReactNode } from "react";
import type { Block, Json } from "../types";
import { sign } from "./emoji";
import { Address, ChannelName, Mention, Moment } from "./Text";

export function RichText({ block }: { block: Block }) {
  return (
    <div className="rich">
      {block.elements.map((part: Json, index: number) => <Part key={index} part={part} />)}
    </div>
  );
}

function Part({ part }: { part: Json }) {
  switch (part.type) {
    case "rich_text_list": return <List part={part} />;
    case "rich_text_quote": return <blockquote><Leaves of={part.elements} /></blockquote>;
    case "rich_text_preformatted": return <pre tabIndex={0}><Leaves of={part.elements} /></pre>;
    default: return <p><Leaves of={part.elements} /></p>;
  }
}

function List({ part }: { part: Json }) {
  const items = part.elements.map((item: Json, index: number) => (
    <li key={index}><Leaves of={item.elements} /></li>
  ));
  const indent = `indent-${part.indent ?? 0}`;
  return part.style === "ordered"
    ? <ol className={indent} start={(part.offset ?? 0) + 1}>{items}</ol>
    : <ul className={indent}>{items}</ul>;
}

const Leaves = ({ of }: { of: Json[] }) => (
  <>{of.map((leaf, index) => <Fragment key={index}>{styled(leaf, <Leaf leaf={leaf} />)}</Fragment>)}</>
);

function Leaf({ leaf }: { leaf: Json }) {
  switch (leaf.type) {
    case "text": return leaf.text;
    case "link": return <Address href={leaf.url}>{leaf.text ?? leaf.url}</Address>;
    case "emoji": return sign(leaf.name, leaf.unicode);
    case "user": return <Mention user={leaf.user_id} />;
    case "channel": return <ChannelName id={leaf.channel_id} />;
    case "usergroup": return <span className="mention">@group</span>;
    case "broadcast": return <span className="mention">@{leaf.range}</span>;
    case "date": return <Moment seconds={leaf.timestamp} format={leaf.format} fallback={leaf.fallback} />;
    case "color": return <code>{leaf.value}</code>;
    default: return null;
  }
}

function styled(leaf: Json, words: ReactNode): ReactNode {
  const style = leaf.style ?? {};
  let held = words;
  if (style.code) held = <code>{held}</code>;
  if (style.strike) held = <s>{held}</s>;
  if (style.underline) held = <u>{held}</u>;
  if (style.italic) held = <em>{held}</em>;
  if (style.bold) held = <strong>{held}</strong>;
  return held;
}

/** Words: plain ones as they are, mrkdwn as Slack reads it. No markup of theirs is ever born. */
import { Fragment, memo, type ReactNode } from "react";
import { NodeType, parse, type Node } from "slack-message-parser";
import { person, useStage } from "../stage";
import type { Json } from "../types";
import { dateText } from "./dates";
import { sign, withSigns } from "./emoji";

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const unescaped = (text: string): string => text.replace(/&(?:amp|lt|gt);/g, (one) => ENTITIES[one] ?? one);
const BARE = /(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)"'’”])/;

/** A text object: `plain_text` or `mrkdwn`. */
export function TextOf({ text }: { text: Json | undefined }) {
  if (!text) return null;
  if (text.type === "mrkdwn") return <Words text={text.text} links={!text.verbatim} />;
  return <>{text.emoji === false ? text.text : withSigns(text.text)}</>;
}

/** Mrkdwn: what somebody typed, or what the app wrote; bare addresses are linked unless told not to. */
export const Words = memo(function Words({ text, links = true }: { text: string; links?: boolean }) {
  return <>{drawn([parse(text)], links)}</>;
});

const drawn = (nodes: Node[], links: boolean): ReactNode =>
  nodes.map((node, index) => <Fragment key={index}>{one(node, links)}</Fragment>);

function one(node: Node, links: boolean): ReactNode {
  switch (node.type) {
    case NodeType.Root: return drawn(node.children, links);
    case NodeType.Text: return links ? linked(unescaped(node.text)) : unescaped(node.text);
    case NodeType.Bold: return <strong>{drawn(node.children, links)}</strong>;
    case NodeType.Italic: return <em>{drawn(node.children, links)}</em>;
    case NodeType.Strike: return <s>{drawn(node.children, links)}</s>;
    case NodeType.Code: return <code>{unescaped(node.text)}</code>;
    case NodeType.PreText: return <pre tabIndex={0}>{unescaped(node.text)}</pre>;
    case NodeType.Quote: return <blockquote>{drawn(unindented(node.children), links)}</blockquote>;
    case NodeType.Emoji: return sign(node.name);
    case NodeType.UserLink: return <Mention user={node.userID} />;
    case NodeType.ChannelLink: return <ChannelName id={node.channelID} />;
    case NodeType.URL:
      return <Address href={unescaped(node.url)}>{node.label ? drawn(node.label, false) : unescaped(node.url)}</Address>;
    case NodeType.Command: return <Command name={node.name} given={node.arguments} label={node.label} />;
  }
}

/** The blank after `>` belongs to the mark. */
const unindented = ([first, ...rest]: Node[]): Node[] =>
  !first ? [] : first.type === NodeType.Text ? [{ ...first, text: first.text.trimStart() }, ...rest] : [first, ...rest];

const linked = (text: string): ReactNode =>
  text.split(BARE).map((part, index) => (index % 2 ? <Address key={index} href={part}>{part}</Address> : part));

/** A link to the web; any other address is words. */
export function Address({ href, children }: { href: string; children: ReactNode }) {
  if (!/^(?:https?|mailto):/i.test(href)) return <span>{children}</span>;
  return <a href={href} target="_blank" rel="noopener noreferrer">{children}</a>;
}

export function Mention({ user }: { user: string }) {
  const { seen } = useStage();
  return <span className="mention">@{person(seen, user).real_name}</span>;
}

export function ChannelName({ id }: { id: string }) {
  const { seen } = useStage();
  return <span className="mention">#{seen.channels.find((channel) => channel.id === id)?.name ?? "private channel"}</span>;
}

/** A moment on the reader's clock; `fallback` where the format says nothing. */
export function Moment({ seconds, format, fallback }: { seconds: number; format: string; fallback?: string }) {
  const { me } = useStage();
  return <time>{dateText(seconds, format, me.tz) || fallback}</time>;
}

function Command({ name, given, label }: { name: string; given: string[]; label?: Node[] }) {
  if (name === "date") {
    const [seconds = "0", format = "", link] = given;
    const moment = <Moment seconds={Number(seconds)} format={format} fallback={label?.[0]?.source} />;
    return link ? <Address href={unescaped(link)}>{moment}</Address> : moment;
  }
  const words = label ? drawn(label, false) : name === "subteam" ? "group" : name;
  return <span className="mention">@{words}</span>;
}

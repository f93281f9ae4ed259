"""The Web API's methods that an app of ours may call: each takes the state, its arguments, and whose token it was."""

from collections.abc import Callable
from typing import Any

from tests.fakes.slack.limits import (
    BLOCKS,
    STREAMED,
    UPDATED_TEXT,
    VIEW_BLOCKS,
    RefusedError,
    check_blocks,
    check_message,
    check_ts,
)
from tests.fakes.slack.state import Args, Installed, State

Method = Callable[[State, Args, Installed], Args]
_STREAM_LIVES = 300
_KEPT = ("text", "blocks", "thread_ts", "metadata")


def post_message(state: State, args: Args, who: Installed) -> Args:
    channel = state.channel(args["channel"])
    check_ts(args.get("thread_ts"))
    check_message(args)
    message = state.add(channel, {key: args[key] for key in _KEPT if key in args} | _bot(who))
    return {"channel": channel, "ts": message["ts"], "message": message}


def post_ephemeral(state: State, args: Args, who: Installed) -> Args:
    channel = state.channel(args["channel"])
    check_ts(args.get("thread_ts"))
    check_message(args)
    if not str(args["user"]).startswith("U"):
        raise RefusedError("user_not_in_channel")
    ts = state.ts()
    state.ephemerals.append({"ts": ts, **_bot(who), **args, "channel": channel})
    return {"message_ts": ts}


def update(state: State, args: Args, _: Installed) -> Args:
    channel = state.channel(args["channel"])
    message = state.find(channel, args["ts"])
    if message.get("streaming"):
        raise RefusedError("streaming_state_conflict")
    check_message({"blocks": message.get("blocks"), **args}, UPDATED_TEXT)
    message.update({key: args[key] for key in _KEPT if key in args})
    return {"channel": channel, "ts": message["ts"]}


def delete(state: State, args: Args, _: Installed) -> Args:
    channel = state.channel(args["channel"])
    state.messages[channel].remove(state.find(channel, args["ts"]))
    return {"channel": channel, "ts": args["ts"]}


def start_stream(state: State, args: Args, who: Installed) -> Args:
    channel = state.channel(args["channel"])
    check_ts(args["thread_ts"])
    if channel[0] != "D" and not (args.get("recipient_user_id") and args.get("recipient_team_id")):
        raise RefusedError("missing_recipient_user_id")
    message: Args = {"thread_ts": args["thread_ts"], "text": "", "blocks": [], "streaming": True, **_bot(who)}
    _stream(message, args)
    return {"channel": channel, "ts": state.add(channel, message)["ts"]}


def append_stream(state: State, args: Args, _: Installed) -> Args:
    message = _streaming(state, args)
    _stream(message, args)
    return {"channel": args["channel"], "ts": message["ts"]}


def stop_stream(state: State, args: Args, _: Installed) -> Args:
    message = _streaming(state, args)
    _stream(message, args)
    check_blocks(args.get("blocks") or [], BLOCKS)
    message["blocks"] = [*message["blocks"], *(args.get("blocks") or [])]
    message.update({"metadata": args["metadata"]} if "metadata" in args else {})
    message["streaming"] = False
    return {"channel": args["channel"], "ts": message["ts"], "message": message}


def replies(state: State, args: Args, _: Installed) -> Args:
    channel, root = state.channel(args["channel"]), str(args["ts"])
    every = [
        message for message in state.messages.get(channel, []) if root in (message["ts"], message.get("thread_ts"))
    ]
    if not every:
        raise RefusedError("thread_not_found")
    return _page(every, args)


def history(state: State, args: Args, _: Installed) -> Args:
    channel = state.channel(args["channel"])
    top = [m for m in state.messages.get(channel, []) if m.get("thread_ts") in (None, m["ts"])]
    return _page(top[::-1], args)


def open_conversation(state: State, args: Args, _: Installed) -> Args:
    return {"channel": {"id": args.get("channel") or state.channel(str(args["users"]).partition(",")[0])}}


def get_upload_url(state: State, args: Args, _: Installed) -> Args:
    name = f"F{state.number():06d}"
    state.files[name] = {"id": name, "name": args["filename"], "length": int(args["length"]), "content": None}
    return {"file_id": name, "upload_url": f"{args['base']}upload/{name}"}


def complete_upload(state: State, args: Args, who: Installed) -> Args:
    shared = [_uploaded(state, file) for file in args["files"]]
    if args.get("channel_id"):
        channel = state.channel(args["channel_id"])
        check_ts(args.get("thread_ts"))
        thread = {"thread_ts": args["thread_ts"]} if args.get("thread_ts") else {}
        files = [{key: file[key] for key in ("id", "name", "title")} for file in shared]
        state.add(channel, {"text": args.get("initial_comment", ""), "files": files, **thread, **_bot(who)})
    return {"files": [{"id": file["id"], "title": file["title"]} for file in shared]}


def set_view(state: State, args: Args, _: Installed) -> Args:
    view = args["view"]
    check_blocks(view["blocks"], VIEW_BLOCKS)
    if len(view.get("private_metadata", "")) > 3000:
        raise RefusedError("invalid_arguments")
    state.views.append(args)
    return {"view": {"id": f"V{state.number()}", **view}}


def assist(state: State, args: Args, _: Installed) -> Args:
    state.channel(args["channel_id"])
    check_ts(args.get("thread_ts"))
    return {}


def auth_test(_: State, __: Args, who: Installed) -> Args:
    return {"url": "https://acme.slack.com/", "team": "Acme", "team_id": who.team, "user_id": who.bot_user, **_bot(who)}


def user_info(_: State, args: Args, who: Installed) -> Args:
    return {"user": {"id": args["user"], "team_id": who.team, "name": "somebody"}}


def _bot(who: Installed) -> Args:
    return {"user": who.bot_user, "bot_id": f"B{who.bot_user}", "app_id": "A1"}


def _streaming(state: State, args: Args) -> Args:
    message = state.find(state.channel(args["channel"]), args["ts"])
    if not message.get("streaming") or state.now() - float(message["ts"]) > _STREAM_LIVES:
        raise RefusedError("message_not_in_streaming_state")
    return message


def _stream(message: Args, args: Args) -> None:
    texts = [args.get("markdown_text") or ""]
    for chunk in args.get("chunks") or []:
        texts.append(chunk.get("text", ""))
        message["blocks"] = [*message["blocks"], *chunk.get("blocks", [])]
    message["text"] += "".join(texts)
    if max(map(len, texts)) > STREAMED or len(message["text"]) > STREAMED:
        raise RefusedError("msg_too_long")
    check_blocks(message["blocks"], BLOCKS)


def _uploaded(state: State, file: dict[str, Any]) -> Args:
    kept = state.files.get(file["id"])
    if kept is None or kept["content"] is None:
        raise RefusedError("file_not_found")
    kept["title"] = file.get("title") or kept["name"]
    return kept


def _page(messages: list[Args], args: Args) -> Args:
    """As Slack pages: the root of a thread is always there; `oldest` itself only with `inclusive`."""
    oldest, limit = float(args.get("oldest") or 0), int(args.get("limit") or 100)
    inclusive = str(args.get("inclusive", "0")) in {"1", "true"}
    root = str(args.get("ts", ""))
    found = [
        message
        for message in messages
        if message["ts"] == root or float(message["ts"]) > oldest or (inclusive and float(message["ts"]) == oldest)
    ]
    if str(args.get("include_all_metadata", "0")) not in {"1", "true"}:
        found = [{key: value for key, value in message.items() if key != "metadata"} for message in found]
    return {"messages": found[:limit], "has_more": len(found) > limit}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "assistant.threads.setStatus": assist,
    "assistant.threads.setSuggestedPrompts": assist,
    "assistant.threads.setTitle": assist,
    "chat.appendStream": append_stream,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.startStream": start_stream,
    "chat.stopStream": stop_stream,
    "chat.update": update,
    "conversations.history": history,
    "conversations.open": open_conversation,
    "conversations.replies": replies,
    "files.completeUploadExternal": complete_upload,
    "files.getUploadURLExternal": get_upload_url,
    "users.info": user_info,
    "views.open": set_view,
    "views.publish": set_view,
    "views.push": set_view,
    "views.update": set_view,
}

/**
 * A URL in which every part of the path can be decoded. Some clients send names as they are and others encode them, so a
 * part that is no valid encoding of anything is taken as it stands: `50%` is 50%, and `50%25` is too.
 */
export function decodableUrl(url: string): string {
  const end = url.indexOf("?");
  const path = end === -1 ? url : url.slice(0, end);
  const parts = path.split("/").map((part) => (canDecode(part) ? part : part.replaceAll("%", "%25")));
  return parts.join("/") + url.slice(path.length);
}

function canDecode(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

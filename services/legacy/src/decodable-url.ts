/**
 * Returns a URL in which every part of the path can be percent-decoded. Some clients encode names and others do not, so
 * a part that cannot be decoded is taken literally: both `50%` and `50%25` mean 50%.
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

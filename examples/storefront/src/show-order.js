export async function handler() {
  return { statusCode: 501, body: "The storefront is an example: it is packaged, never deployed." };
}

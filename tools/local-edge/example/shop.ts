/** A shop, for the README: one page a product, kept at the edge under a tag and purged when its price changes. */
interface Env {
  DB: D1Database
}

export const shop: ExportedHandler<Env> = {
  async fetch(request, env, ctx) {
    const name = new URL(request.url).pathname.split('/').pop() ?? ''
    if (request.method === 'PATCH') {
      const { price } = await request.json<{ price: number }>()
      await env.DB.prepare('insert or replace into products (name, price) values (?, ?)').bind(name, price).run()
      return Response.json(await ctx.cache?.purge({ tags: [`product-${name}`] }))
    }
    const product = await env.DB.prepare('select price from products where name = ?').bind(name).first()
    if (!product) return new Response('No such thing', { status: 404, headers: { 'Cache-Control': 'no-store' } })
    return new Response(`${name}: ${product.price}`, {
      headers: { 'Cache-Control': 'max-age=3600', 'Cache-Tag': `product-${name}` },
    })
  },
}

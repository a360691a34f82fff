// Shows the contract that this hub serves. validatorUrl null: nothing is sent to anyone else.
SwaggerUIBundle({url: "/v1/openapi.yaml", dom_id: "#page", deepLinking: true, validatorUrl: null});
